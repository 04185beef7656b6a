// Package root starts spans of consumers from contexts that have nothing of
// the message, and beside each the same with it.
package root

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/flow"
)

var tracer = otel.Tracer("tracelint.test/freshroot/root")

type warehouse struct {
	nc *nats.Conn
	r  *kafka.Reader
	ch *amqp.Channel
}

// Background and TODO.

func (w *warehouse) background() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
	})
}

func (w *warehouse) todo() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(context.TODO(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
	})
}

func (w *warehouse) good() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

// The expression that makes the context is reported.

func (w *warehouse) variable() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := context.Background() // want "freshroot/root"
		ctx, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
		_ = ctx
	})
}

// A new root although the context is right.

func (w *warehouse) newRoot() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := carrier.Context(context.Background(), m)
		_, span := tracer.Start(ctx, "reserve-inventory", trace.WithNewRoot()) // want "freshroot/root"
		defer span.End()
	})
}

func (w *warehouse) newRootGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := carrier.Context(context.Background(), m)
		_, span := tracer.Start(ctx, "reserve-inventory", trace.WithNewRoot(), trace.WithLinks(trace.LinkFromContext(ctx)))
		defer span.End()
	})
}

// The subscription's own context.

func (w *warehouse) subscription(ctx context.Context) (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		defer span.End()
	})
}

func (w *warehouse) subscriptionGood(ctx context.Context) (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(carrier.Context(ctx, m), "reserve-inventory")
		defer span.End()
	})
}

// Poll loops.

func (w *warehouse) loop(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "reserve-inventory", trace.WithAttributes()) // want "freshroot/root"
		reserve(m.Value)
		span.End()
	}
}

func (w *warehouse) loopGood(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m}), "reserve-inventory")
		reserve(m.Value)
		span.End()
	}
}

func (w *warehouse) channel() error {
	deliveries, err := w.ch.Consume("orders", "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
		reserve(d.Body)
		span.End()
	}
	return nil
}

func (w *warehouse) channelGood() error {
	deliveries, err := w.ch.Consume("orders", "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		h := propagation.MapCarrier{}
		for k, v := range d.Headers {
			if s, ok := v.(string); ok {
				h[k] = s
			}
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(context.Background(), h), "reserve-inventory")
		reserve(d.Body)
		span.End()
	}
	return nil
}

func reserve([]byte) {}

// In what the handler calls.

func (w *warehouse) handle(m *nats.Msg) {
	w.process(context.Background(), m.Data) // want "freshroot/root"
}

func (w *warehouse) process(ctx context.Context, data []byte) {
	_, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	reserve(data)
}

func (w *warehouse) handleGood(m *nats.Msg) {
	w.process(carrier.Context(context.Background(), m), m.Data)
}

func (w *warehouse) called() error {
	if _, err := w.nc.Subscribe("orders", w.handle); err != nil {
		return err
	}
	_, err := w.nc.Subscribe("orders", w.handleGood)
	return err
}

// In what it calls in another package.

func (w *warehouse) elsewhere() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_ = flow.Reserve(context.Background(), string(m.Data)) // want "freshroot/root"
	})
}

func (w *warehouse) elsewhereGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_ = flow.Reserve(carrier.Context(context.Background(), m), string(m.Data))
	})
}

// In a helper that makes its own context.

func detached() {
	_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
	span.End()
}

func (w *warehouse) helper() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(*nats.Msg) { detached() })
}

// A subscriber that hands a context of its own.

func (w *warehouse) jetstream(ctx context.Context, c jetstream.Consumer) (jetstream.ConsumeContext, error) {
	return c.Consume(func(m jetstream.Msg) {
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		defer span.End()
		_ = m.Ack()
	})
}

// Only some paths are roots.

func (w *warehouse) either(trusted bool) (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := context.Background()
		if trusted {
			ctx = carrier.Context(ctx, m)
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

// No message: not a consumer.

func nightly() {
	_, span := tracer.Start(context.Background(), "close-day")
	defer span.End()
}

// A closure that the handler calls itself is where the span starts: it is told
// there, and not at the call.

func (w *warehouse) inClosure() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", w.reserves)
}

func (w *warehouse) reserves(m *nats.Msg) {
	ctx := context.Background() // want "freshroot/root"
	reserve := func() error {
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
		return m.Ack()
	}
	if reserve() != nil {
		_ = reserve()
	}
}

func (w *warehouse) inClosureGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", w.reservesGood)
}

func (w *warehouse) reservesGood(m *nats.Msg) {
	reserve := func(ctx context.Context) error {
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
		return m.Ack()
	}
	_ = reserve(otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header)))
}

func (w *warehouse) inClosureGiven() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", w.reservesGiven)
}

func (w *warehouse) reservesGiven(m *nats.Msg) {
	reserve := func(ctx context.Context) error {
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
		return m.Ack()
	}
	_ = reserve(context.Background()) // want "freshroot/root"
}
