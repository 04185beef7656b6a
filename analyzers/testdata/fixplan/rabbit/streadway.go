// Package rabbit publishes and consumes with clients of RabbitMQ: the oldest,
// one that takes headers as an option, that of AMQP 1.0, that of streams.
package rabbit

import (
	"context"

	"github.com/streadway/amqp"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/rabbit")

func literal(ctx context.Context, ch *amqp.Channel) error {
	return ch.Publish("orders", "placed", false, false, amqp.Publishing{Body: []byte("{}")})
}

func variable(ctx context.Context, ch *amqp.Channel) error {
	msg := amqp.Publishing{ContentType: "application/json"}
	msg.Body = []byte("{}")
	return ch.Publish("orders", "placed", false, false, msg)
}

func consume(ctx context.Context, ch *amqp.Channel) error {
	deliveries, err := ch.Consume("orders", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		_, span := tracer.Start(ctx, "ship-order")
		_ = d.Body
		span.End()
	}
	return nil
}

func get(ctx context.Context, ch *amqp.Channel) error {
	delivery, ok, err := ch.Get("orders", true)
	if err != nil || !ok {
		return err
	}
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_ = delivery.Body
	return nil
}
