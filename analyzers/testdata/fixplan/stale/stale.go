// Package stale throws the contexts of its spans away.
package stale

import (
	"context"
	"errors"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/fixplan/stale")

func publish(ctx context.Context, nc *nats.Conn, subject string) error {
	m := nats.NewMsg(subject)
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return nc.PublishMsg(m)
}

func save(context.Context) error { return nil }

func twice(ctx context.Context, nc *nats.Conn) error {
	_, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	if err := save(ctx); err != nil {
		return err
	}
	return errors.Join(publish(ctx, nc, "orders"), publish(ctx, nc, "audit"))
}

func taken(ctx context.Context, nc *nats.Conn) error {
	spanCtx := context.WithoutCancel(ctx)
	_, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	_ = save(spanCtx)
	return publish(ctx, nc, "orders")
}

func ended(ctx context.Context, nc *nats.Conn) error {
	_, span := tracer.Start(ctx, "announce-order")
	err := publish(ctx, nc, "orders")
	span.End()
	return errors.Join(err, publish(ctx, nc, "audit"))
}

// From the second assignment on it is another context.
func replaced(ctx context.Context, nc *nats.Conn, tenant string) error {
	_, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	if err := publish(ctx, nc, "orders"); err != nil {
		return err
	}
	ctx = context.WithValue(ctx, key{}, tenant)
	return publish(ctx, nc, "audit")
}

type key struct{}
