// Package pool hands messages to workers over a channel of its own.
package pool

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("pool")

type pool struct {
	r    *kafka.Reader
	jobs chan kafka.Message
	good chan kafka.Message
}

func (p *pool) feed(ctx context.Context) error {
	defer close(p.jobs)
	for {
		m, err := p.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		p.jobs <- m
		p.good <- m
	}
}

func (p *pool) work(ctx context.Context) {
	for m := range p.jobs {
		_, span := tracer.Start(ctx, m.Topic) // want "freshroot/root"
		span.End()
	}
}

func (p *pool) workGood(ctx context.Context) {
	for m := range p.good {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m}), m.Topic)
		span.End()
	}
}

// What is made here and sent on a channel was not received.

type outbox struct {
	w   *kafka.Writer
	out chan kafka.Message
}

func (o *outbox) add(ctx context.Context, value []byte) {
	o.out <- kafka.Message{Value: value, Headers: carrier.Pairs(ctx)}
}

func (o *outbox) send(ctx context.Context) error {
	for m := range o.out {
		ctx, span := tracer.Start(ctx, "send") // want "spanname/technical"
		if err := o.w.WriteMessages(ctx, m); err != nil {
			return err
		}
		span.End()
	}
	return nil
}
