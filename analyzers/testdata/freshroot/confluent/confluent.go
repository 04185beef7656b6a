// Package confluent takes events in with confluent-kafka-go, where messages
// come among other events, and the program's own come back.
package confluent

import (
	"context"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"github.com/etf1/opentelemetry-go-contrib/instrumentation/github.com/confluentinc/confluent-kafka-go/otelconfluent"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/confluent")

func read(ctx context.Context, c *kafka.Consumer) {
	for ctx.Err() == nil {
		msg, err := c.ReadMessage(-1)
		if err != nil {
			continue
		}
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		reserve(msg.Value)
		span.End()
	}
}

func readGood(ctx context.Context, c *kafka.Consumer) {
	for ctx.Err() == nil {
		msg, err := c.ReadMessage(-1)
		if err != nil {
			continue
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, otelconfluent.NewMessageCarrier(msg)), "reserve-inventory")
		reserve(msg.Value)
		span.End()
	}
}

func poll(c *kafka.Consumer) {
	for {
		switch e := c.Poll(100).(type) {
		case *kafka.Message:
			_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
			reserve(e.Value)
			span.End()
		case kafka.Error:
			return
		}
	}
}

func pollGood(c *kafka.Consumer) {
	for {
		switch e := c.Poll(100).(type) {
		case *kafka.Message:
			_, span := tracer.Start(otel.GetTextMapPropagator().Extract(context.Background(), otelconfluent.NewMessageCarrier(e)), "reserve-inventory")
			reserve(e.Value)
			span.End()
		case kafka.Error:
			_, span := tracer.Start(context.Background(), "report-error")
			span.End()
			return
		}
	}
}

func events(c *kafka.Consumer) {
	for ev := range c.Events() {
		switch e := ev.(type) {
		case *kafka.Message:
			_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
			reserve(e.Value)
			span.End()
		}
	}
}

func eventsGood(c *kafka.Consumer) {
	for ev := range c.Events() {
		switch e := ev.(type) {
		case *kafka.Message:
			_, span := tracer.Start(otel.GetTextMapPropagator().Extract(context.Background(), otelconfluent.NewMessageCarrier(e)), "reserve-inventory")
			reserve(e.Value)
			span.End()
		case kafka.Error:
			_, span := tracer.Start(context.Background(), "report-error")
			span.End()
		}
	}
}

// Instrumentation gives its handler no context.

func handled(c *otelconfluent.Consumer) error {
	_, err := c.ReadMessageWithHandler(-1, func(_ *kafka.Consumer, msg *kafka.Message) error {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
		reserve(msg.Value)
		return nil
	})
	return err
}

func handledGood(c *otelconfluent.Consumer) error {
	_, err := c.ReadMessageWithHandler(-1, func(_ *kafka.Consumer, msg *kafka.Message) error {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(context.Background(), otelconfluent.NewMessageCarrier(msg)), "reserve-inventory")
		defer span.End()
		reserve(msg.Value)
		return nil
	})
	return err
}

// What became of the program's own messages is no event.

func reports(p *kafka.Producer) {
	for ev := range p.Events() {
		if m, ok := ev.(*kafka.Message); ok {
			_, span := tracer.Start(context.Background(), "count-delivered")
			reserve(m.Value)
			span.End()
		}
	}
}

func report(p *kafka.Producer, msg *kafka.Message) error {
	delivered := make(chan kafka.Event, 1)
	if err := p.Produce(msg, delivered); err != nil {
		return err
	}
	m := (<-delivered).(*kafka.Message)
	_, span := tracer.Start(context.Background(), "count-delivered")
	defer span.End()
	reserve(m.Value)
	return nil
}

func reserve([]byte) {}
