// Package rocketmq sends and receives messages with properties behind methods.
package rocketmq

import (
	"context"

	"github.com/apache/rocketmq-client-go/v2"
	"github.com/apache/rocketmq-client-go/v2/consumer"
	"github.com/apache/rocketmq-client-go/v2/primitive"
	"github.com/apache/rocketmq-client-go/v2/producer"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/rocketmq")

type shop struct{ producer rocketmq.Producer }

func newShop() (*shop, error) {
	p, err := rocketmq.NewProducer(producer.WithGroupName("orders"))
	if err != nil {
		return nil, err
	}
	return &shop{p}, nil
}

func (s *shop) variable(ctx context.Context, id string) error {
	msg := primitive.NewMessage("orders", []byte(id))
	_, err := s.producer.SendSync(ctx, msg)
	return err
}

func (s *shop) argument(ctx context.Context, id string) error {
	_, err := s.producer.SendSync(ctx, primitive.NewMessage("orders", []byte(id)).WithTag("placed"))
	return err
}

func (s *shop) literal(ctx context.Context, id string) error {
	return s.producer.SendOneWay(ctx, &primitive.Message{Topic: "orders", Body: []byte(id)})
}

func (s *shop) forward(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		if _, err := s.producer.SendSync(ctx, primitive.NewMessage("orders.dead", msg.Body)); err != nil {
			return consumer.ConsumeRetryLater, err
		}
	}
	return consumer.ConsumeSuccess, nil
}

func ship(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	for _, msg := range msgs {
		_, span := tracer.Start(ctx, "ship-order")
		_ = msg.Body
		span.End()
	}
	return consumer.ConsumeSuccess, nil
}

func (s *shop) serve() error {
	c, err := rocketmq.NewPushConsumer(consumer.WithGroupName("shipping"))
	if err != nil {
		return err
	}
	if err := c.Subscribe("orders", consumer.MessageSelector{}, ship); err != nil {
		return err
	}
	return c.Subscribe("orders.failed", consumer.MessageSelector{}, s.forward)
}

func pull(ctx context.Context, c rocketmq.PullConsumer) error {
	result, err := c.Pull(ctx, 32)
	if err != nil {
		return err
	}
	for _, msg := range result.GetMessages() {
		_, span := tracer.Start(ctx, "ship-order")
		_ = msg.Body
		span.End()
	}
	return nil
}
