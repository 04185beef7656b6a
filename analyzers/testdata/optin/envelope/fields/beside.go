package fields

import (
	"context"
	"encoding/json"

	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

// Beside the payload a message has room for ids, too.

func header(ctx context.Context, nc *nats.Conn, workflow string) error {
	data, err := json.Marshal(Paid{EventID: "1"})
	if err != nil {
		return err
	}
	msg := nats.NewMsg("payments")
	msg.Data = data
	msg.Header.Set("Correlation-Id", workflow)
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return nc.PublishMsg(msg)
}

func otherHeader(ctx context.Context, nc *nats.Conn) error {
	data, err := json.Marshal(Paid{EventID: "1"})
	if err != nil {
		return err
	}
	msg := nats.NewMsg("payments")
	msg.Data = data
	msg.Header.Set("Content-Type", "application/json")
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return nc.PublishMsg(msg) // want "envelope/missing-field: .*CorrelationID"
}

func kafkaHeader(ctx context.Context, w *kafka.Writer, workflow, parent string) error {
	data, err := json.Marshal(Paid{EventID: "1"})
	if err != nil {
		return err
	}
	return w.WriteMessages(ctx, kafka.Message{Value: data, Headers: []kafka.Header{
		{Key: "traceparent", Value: []byte(parent)},
		{Key: "correlation-id", Value: []byte(workflow)},
	}})
}

func kafkaHeaders(ctx context.Context, w *kafka.Writer, headers []kafka.Header) error {
	data, err := json.Marshal(Paid{EventID: "1"})
	if err != nil {
		return err
	}
	return w.WriteMessages(ctx, kafka.Message{Value: data, Headers: headers})
}

func property(ctx context.Context, ch *amqp.Channel, workflow, parent string) error {
	data, err := json.Marshal(Paid{EventID: "1"})
	if err != nil {
		return err
	}
	return ch.PublishWithContext(ctx, "", "payments", false, false, amqp.Publishing{
		CorrelationId: workflow, Body: data, Headers: amqp.Table{"traceparent": parent},
	})
}

func otherProperty(ctx context.Context, ch *amqp.Channel, parent string) error {
	data, err := json.Marshal(Paid{EventID: "1"})
	if err != nil {
		return err
	}
	return ch.PublishWithContext(ctx, "", "payments", false, false, amqp.Publishing{ // want "envelope/missing-field: .*CorrelationID"
		ContentType: "application/json", Body: data, Headers: amqp.Table{"traceparent": parent},
	})
}
