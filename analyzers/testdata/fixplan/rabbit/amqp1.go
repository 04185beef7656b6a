package rabbit

import (
	"context"

	goamqp "github.com/Azure/go-amqp"
	"github.com/rabbitmq/rabbitmq-amqp-go-client/pkg/rabbitmqamqp"
)

func made(ctx context.Context, p *rabbitmqamqp.Publisher) error {
	_, err := p.Publish(ctx, rabbitmqamqp.NewMessage([]byte("{}")))
	return err
}

func typed(ctx context.Context, p *rabbitmqamqp.Publisher) error {
	msg := goamqp.NewMessage([]byte("{}"))
	_, err := p.Publish(ctx, msg)
	return err
}

func receive(ctx context.Context, c *rabbitmqamqp.Consumer) error {
	for {
		delivery, err := c.Receive(ctx)
		if err != nil {
			return err
		}
		msg := delivery.Message()
		_, span := tracer.Start(ctx, "ship-order")
		_ = msg.GetData()
		span.End()
	}
}
