// Package azservicebus sends messages with the client of Azure Service Bus.
package azservicebus

import (
	"context"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/events"
)

func one(ctx context.Context, s *azservicebus.Sender, e events.Placed) error {
	return s.SendMessage(ctx, &azservicebus.Message{Body: []byte(e.OrderID)}, nil) // want "publishctx/no-carrier: Sender.SendMessage .*inject it into the application properties"
}

func oneGood(ctx context.Context, s *azservicebus.Sender, e events.Placed) error {
	msg := &azservicebus.Message{Body: []byte(e.OrderID), ApplicationProperties: map[string]any{}}
	inject(ctx, msg)
	return s.SendMessage(ctx, msg, nil)
}

func inject(ctx context.Context, msg *azservicebus.Message) {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	for key, value := range carrier {
		msg.ApplicationProperties[key] = value
	}
}

func annotated(ctx context.Context, s *azservicebus.Sender, e events.Placed) error {
	msg := &azservicebus.AMQPAnnotatedMessage{Body: azservicebus.AMQPAnnotatedMessageBody{Data: [][]byte{[]byte(e.OrderID)}}}
	return s.SendAMQPAnnotatedMessage(ctx, msg, nil) // want "publishctx/no-carrier: Sender.SendAMQPAnnotatedMessage"
}

func later(ctx context.Context, s *azservicebus.Sender, e events.Placed) error {
	_, err := s.ScheduleMessages(ctx, []*azservicebus.Message{{Body: []byte(e.OrderID)}}, time.Now().Add(time.Hour), nil) // want "publishctx/no-carrier: Sender.ScheduleMessages"
	return err
}

func laterGood(ctx context.Context, s *azservicebus.Sender, e events.Placed) error {
	msg := &azservicebus.Message{Body: []byte(e.OrderID), ApplicationProperties: map[string]any{}}
	inject(ctx, msg)
	_, err := s.ScheduleMessages(ctx, []*azservicebus.Message{msg}, time.Now().Add(time.Hour), nil)
	return err
}

// A batch is sealed: what counts is what a message has when it is added.

func batch(ctx context.Context, s *azservicebus.Sender, list []events.Placed) error {
	b, err := s.NewMessageBatch(ctx, nil)
	if err != nil {
		return err
	}
	for _, e := range list {
		if err := b.AddMessage(&azservicebus.Message{Body: []byte(e.OrderID)}, nil); err != nil { // want "publishctx/no-carrier: MessageBatch.AddMessage"
			return err
		}
	}
	return s.SendMessageBatch(ctx, b, nil)
}

func batchGood(ctx context.Context, s *azservicebus.Sender, list []events.Placed) error {
	b, err := s.NewMessageBatch(ctx, nil)
	if err != nil {
		return err
	}
	for _, e := range list {
		msg := &azservicebus.Message{Body: []byte(e.OrderID), ApplicationProperties: map[string]any{}}
		inject(ctx, msg)
		if err := b.AddMessage(msg, nil); err != nil {
			return err
		}
	}
	return s.SendMessageBatch(ctx, b, nil)
}

// What was received is sent on with its properties, or without.

func forward(ctx context.Context, r *azservicebus.Receiver, s *azservicebus.Sender) error {
	list, err := r.ReceiveMessages(ctx, 10, nil)
	if err != nil {
		return err
	}
	for _, msg := range list {
		if err := s.SendMessage(ctx, &azservicebus.Message{Body: msg.Body}, nil); err != nil { // want "publishctx/republish"
			return err
		}
	}
	return nil
}

func forwardGood(ctx context.Context, r *azservicebus.Receiver, s *azservicebus.Sender) error {
	list, err := r.ReceiveMessages(ctx, 10, nil)
	if err != nil {
		return err
	}
	for _, msg := range list {
		if err := s.SendMessage(ctx, msg.Message(), nil); err != nil {
			return err
		}
	}
	return nil
}
