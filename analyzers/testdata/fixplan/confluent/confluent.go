// Package confluent publishes and consumes with confluent-kafka-go.
package confluent

import (
	"context"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"go.opentelemetry.io/otel"
)

var (
	tracer = otel.Tracer("tracelint.test/fixplan/confluent")
	topic  = "orders"
)

func literal(ctx context.Context, p *kafka.Producer) error {
	return p.Produce(&kafka.Message{
		TopicPartition: kafka.TopicPartition{Topic: &topic, Partition: kafka.PartitionAny},
		Value:          []byte("{}"),
	}, nil)
}

func send(ctx context.Context, p *kafka.Producer) {
	p.ProduceChannel() <- &kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: []byte("{}")}
}

func read(ctx context.Context, c *kafka.Consumer) {
	for ctx.Err() == nil {
		msg, err := c.ReadMessage(-1)
		if err != nil {
			continue
		}
		_, span := tracer.Start(context.Background(), "reserve-inventory")
		_ = msg.Value
		span.End()
	}
}

func poll(c *kafka.Consumer) {
	for {
		switch e := c.Poll(100).(type) {
		case *kafka.Message:
			_, span := tracer.Start(context.Background(), "reserve-inventory")
			_ = e.Value
			span.End()
		case kafka.Error:
			return
		}
	}
}
