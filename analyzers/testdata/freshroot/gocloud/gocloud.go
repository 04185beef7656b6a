// Package gocloud receives over gocloud's portable API.
package gocloud

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"gocloud.dev/pubsub"
)

var tracer = otel.Tracer("tracelint.test/freshroot/gocloud")

func bare(ctx context.Context, sub *pubsub.Subscription) error {
	for {
		m, err := sub.Receive(ctx)
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		m.Ack()
		span.End()
	}
}

func extracts(ctx context.Context, sub *pubsub.Subscription) error {
	for {
		m, err := sub.Receive(ctx)
		if err != nil {
			return err
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(m.Metadata)), "ship-order")
		m.Ack()
		span.End()
	}
}

func forwards(ctx context.Context, m *pubsub.Message, dead *pubsub.Topic) error {
	return dead.Send(ctx, &pubsub.Message{Body: m.Body, Metadata: m.Metadata})
}
