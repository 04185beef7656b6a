// Package asserted uses what directives in another package speak of.
package asserted

import (
	"context"
	"net"

	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/tracelint/asserting"
)

var tracer = otel.Tracer("asserted")

func announce(ctx context.Context, b asserting.Bus) error {
	return b.Announce(ctx, "orders", asserting.Event{Amount: 1})
}

func announceDropped(ctx context.Context, b asserting.Bus) error {
	return b.Announce(context.Background(), "orders", asserting.Event{Amount: 1}) // want "publishctx/dropped"
}

func announceLater(ctx context.Context, b asserting.Bus) {
	go b.Announce(asserting.Outlive(ctx), "orders", asserting.Event{Amount: 1})
}

func send(ctx context.Context, c net.Conn) error { return asserting.Send(ctx, c, []byte("placed")) }

func sendDropped(ctx context.Context, c net.Conn) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return asserting.Send(context.TODO(), c, []byte("placed")) // want "publishctx/dropped"
}

func post(ctx context.Context, b asserting.Bus) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.Post(&asserting.Letter{Body: []byte("placed")}, 3) // want "publishctx/no-carrier"
}

func postFilled(ctx context.Context, b asserting.Bus) error {
	l := &asserting.Letter{Body: []byte("placed"), Headers: map[string]string{}}
	asserting.Fill(ctx, l.Headers)
	return b.Post(l, 3)
}

func postWithHeaders(ctx context.Context, b asserting.Bus) error {
	return b.Post(&asserting.Letter{Body: []byte("placed"), Headers: asserting.Headers(ctx)}, 3)
}

// Handlers that nothing here registers.

//tracelint:handler
func reserve(ctx context.Context, e asserting.Event) {
	_, span := tracer.Start(context.Background(), "reserve-stock") // want "freshroot/root"
	span.End()
}

//tracelint:handler
func reserveGood(ctx context.Context, e asserting.Event) {
	_, span := tracer.Start(ctx, "reserve-stock")
	span.End()
}

// Not called one.

func prepare(ctx context.Context, e asserting.Event) {
	_, span := tracer.Start(context.Background(), "prepare-stock")
	span.End()
}
