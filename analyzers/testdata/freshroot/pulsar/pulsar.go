// Package pulsar takes events in with Pulsar.
package pulsar

import (
	"context"

	"github.com/apache/pulsar-client-go/pulsar"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/pulsar")

func receive(ctx context.Context, consumer pulsar.Consumer) error {
	for {
		m, err := consumer.Receive(ctx)
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		span.End()
		consumer.Ack(m)
	}
}

func receiveGood(ctx context.Context, consumer pulsar.Consumer) error {
	for {
		m, err := consumer.Receive(ctx)
		if err != nil {
			return err
		}
		ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(m.Properties()))
		_, span := tracer.Start(ctx, "reserve-inventory")
		span.End()
		consumer.Ack(m)
	}
}

func channel(ctx context.Context, consumer pulsar.Consumer) {
	for m := range consumer.Chan() {
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		span.End()
		consumer.Ack(m)
	}
}

func channelGood(ctx context.Context, consumer pulsar.Consumer) {
	for m := range consumer.Chan() {
		ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(m.Properties()))
		_, span := tracer.Start(ctx, "reserve-inventory")
		span.End()
		consumer.Ack(m)
	}
}
