package confluent

import (
	"context"

	"github.com/confluentinc/confluent-kafka-go/kafka"
)

func literal1(ctx context.Context, p *kafka.Producer) error {
	return p.Produce(&kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: []byte("{}")}, nil)
}

func variable1(ctx context.Context, p *kafka.Producer) error {
	msg := &kafka.Message{TopicPartition: kafka.TopicPartition{Topic: &topic}, Value: []byte("{}")}
	msg.Headers = append(msg.Headers, kafka.Header{Key: "kind", Value: []byte("order")})
	return p.Produce(msg, nil)
}

func read1(ctx context.Context, c *kafka.Consumer) {
	for ctx.Err() == nil {
		msg, err := c.ReadMessage(-1)
		if err != nil {
			continue
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		_ = msg.Value
		span.End()
	}
}
