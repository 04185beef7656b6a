// Package azservicebus sends and consumes messages whose properties are a map
// of any values.
package azservicebus

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/azservicebus")

func literal(ctx context.Context, s *azservicebus.Sender) error {
	return s.SendMessage(ctx, &azservicebus.Message{Body: []byte("{}")}, nil)
}

func added(ctx context.Context, b *azservicebus.MessageBatch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	msg := &azservicebus.Message{Body: []byte("{}"), ApplicationProperties: map[string]any{"version": 2}}
	return b.AddMessage(msg, nil)
}

func annotated(ctx context.Context, s *azservicebus.Sender) error {
	msg := &azservicebus.AMQPAnnotatedMessage{Body: azservicebus.AMQPAnnotatedMessageBody{Value: "{}"}}
	return s.SendAMQPAnnotatedMessage(ctx, msg, nil)
}

func consume(ctx context.Context, r *azservicebus.Receiver) error {
	list, err := r.ReceiveMessages(ctx, 10, nil)
	if err != nil {
		return err
	}
	for _, msg := range list {
		if err := reserve(ctx, r, msg); err != nil {
			return err
		}
	}
	return nil
}

func reserve(ctx context.Context, r *azservicebus.Receiver, msg *azservicebus.ReceivedMessage) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	return r.CompleteMessage(ctx, msg, nil)
}
