// Package discarded takes contexts out of messages and does not use them.
package discarded

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("tracelint.test/freshroot/discarded")

type warehouse struct {
	nc *nats.Conn
	r  *kafka.Reader
}

// The result is thrown away: one finding, though the span is a root as well.

func (w *warehouse) statement() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := context.Background()
		otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Header)) // want "freshroot/discarded"
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

func (w *warehouse) statementGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := context.Background()
		ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Header))
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

func (w *warehouse) blank() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := context.Background()
		_ = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Header)) // want "freshroot/discarded"
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

// Shadowed in an inner scope while the outer one is used.

func (w *warehouse) shadowed() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := context.Background()
		if len(m.Header) > 0 {
			ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Header)) // want "freshroot/discarded"
			_ = ctx
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

func (w *warehouse) shadowedGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := context.Background()
		if len(m.Header) > 0 {
			ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Header))
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

// By a helper of another package, which may do more than extract: the span is
// what is reported.

func (w *warehouse) helper() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := context.Background() // want "freshroot/root"
		carrier.Context(ctx, m)
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

// In a loop.

func (w *warehouse) loop(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		_ = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m}) // want "freshroot/discarded"
		_, span := tracer.Start(ctx, "reserve-inventory")
		span.End()
	}
}
