// Package stomp takes events in with STOMP.
package stomp

import (
	"context"

	"github.com/go-stomp/stomp/v3"
	"github.com/go-stomp/stomp/v3/frame"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/stomp")

func channel(ctx context.Context, conn *stomp.Conn) error {
	sub, err := conn.Subscribe("orders", stomp.AckClient)
	if err != nil {
		return err
	}
	for m := range sub.C {
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		span.End()
		conn.Ack(m)
	}
	return nil
}

func read(ctx context.Context, sub *stomp.Subscription) error {
	for {
		m, err := sub.Read()
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		span.End()
		reserve(m.Body)
	}
}

func readGood(ctx context.Context, sub *stomp.Subscription) error {
	for {
		m, err := sub.Read()
		if err != nil {
			return err
		}
		ctx := otel.GetTextMapPropagator().Extract(ctx, carrier{m.Header})
		_, span := tracer.Start(ctx, "reserve-inventory")
		span.End()
		reserve(m.Body)
	}
}

func reserve(order []byte) { _ = order }

type carrier struct{ *frame.Header }

func (c carrier) Keys() []string { return nil }
