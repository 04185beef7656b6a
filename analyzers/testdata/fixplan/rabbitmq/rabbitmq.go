// Package rabbitmq publishes and consumes messages whose headers are tables of
// any values.
package rabbitmq

import (
	"context"

	goamqp "github.com/Azure/go-amqp"
	amqp "github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/rabbitmq")

func literal(ctx context.Context, ch *amqp.Channel) error {
	return ch.PublishWithContext(ctx, "orders", "placed", false, false, amqp.Publishing{Body: []byte("{}")})
}

func headed(ctx context.Context, ch *amqp.Channel) error {
	msg := amqp.Publishing{Headers: amqp.Table{"version": int32(2)}, Body: []byte("{}")}
	return ch.PublishWithContext(ctx, "orders", "placed", false, false, msg)
}

func properties(ctx context.Context, s *goamqp.Sender) error {
	return s.Send(ctx, goamqp.NewMessage([]byte("{}")), nil)
}

func consume(ch *amqp.Channel) error {
	deliveries, err := ch.Consume("orders", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for delivery := range deliveries {
		_, span := tracer.Start(context.Background(), "reserve-inventory")
		_ = delivery.Body
		span.End()
	}
	return nil
}

func named(ctx context.Context, r *goamqp.Receiver) error {
	key, err := r.Receive(ctx, nil)
	if err != nil {
		return err
	}
	_, span := tracer.Start(context.Background(), "reserve-inventory")
	defer span.End()
	_ = key.GetData()
	return nil
}
