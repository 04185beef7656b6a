// Package confluent sends events with confluent-kafka-go, which takes no
// context: by a call, by a send on a channel, and through instrumentation that
// reads the headers.
package confluent

import (
	"context"
	"encoding/json"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"github.com/etf1/opentelemetry-go-contrib/instrumentation/github.com/confluentinc/confluent-kafka-go/otelconfluent"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/events"
)

var topic = "orders"

type shop struct{ p *kafka.Producer }

func (s *shop) place(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.p.Produce(&kafka.Message{ // want "publishctx/no-carrier: Producer.Produce sends nothing of the context ctx along: consumers cannot join the trace; inject it into the headers"
		TopicPartition: kafka.TopicPartition{Topic: &topic, Partition: kafka.PartitionAny},
		Value:          data,
	}, nil)
}

func (s *shop) placeGood(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	msg := &kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic, Partition: kafka.PartitionAny}, Value: data}
	otel.GetTextMapPropagator().Inject(ctx, otelconfluent.NewMessageCarrier(msg))
	return s.p.Produce(msg, nil)
}

func (s *shop) send(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.p.ProduceChannel() <- &kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: []byte(e.OrderID)} // want "publishctx/no-carrier"
	return nil
}

func (s *shop) sendGood(ctx context.Context, e events.Placed) {
	msg := &kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: []byte(e.OrderID)}
	otel.GetTextMapPropagator().Inject(ctx, otelconfluent.NewMessageCarrier(msg))
	s.p.ProduceChannel() <- msg
}

// Instrumentation.

func instrumented(ctx context.Context, p *kafka.Producer, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	traced := otelconfluent.NewProducerWithTracing(p)
	return traced.Produce(&kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: []byte(e.OrderID)}, nil) // want "publishctx/no-carrier"
}

func instrumentedGood(ctx context.Context, p *kafka.Producer, e events.Placed) error {
	traced := otelconfluent.NewProducerWithTracing(p)
	msg := &kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: []byte(e.OrderID)}
	otel.GetTextMapPropagator().Inject(ctx, otelconfluent.NewMessageCarrier(msg))
	return traced.Produce(msg, nil)
}

// A message that is sent on as it came in carries what it carried.

func forward(c *kafka.Consumer, p *kafka.Producer) error {
	msg, err := c.ReadMessage(-1)
	if err != nil {
		return err
	}
	return p.Produce(&kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: msg.Value}, nil) // want "publishctx/republish"
}

func forwardGood(c *kafka.Consumer, p *kafka.Producer) error {
	msg, err := c.ReadMessage(-1)
	if err != nil {
		return err
	}
	return p.Produce(&kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: msg.Value, Headers: msg.Headers}, nil)
}
