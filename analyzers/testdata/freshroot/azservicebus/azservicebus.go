// Package azservicebus consumes messages with the client of Azure Service Bus.
package azservicebus

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/azservicebus")

func root(ctx context.Context, r *azservicebus.Receiver) error {
	for {
		list, err := r.ReceiveMessages(ctx, 1, nil)
		if err != nil {
			return err
		}
		for _, msg := range list {
			_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
			err := r.CompleteMessage(ctx, msg, nil)
			span.End()
			if err != nil {
				return err
			}
		}
	}
}

func rootGood(ctx context.Context, r *azservicebus.Receiver) error {
	for {
		list, err := r.ReceiveMessages(ctx, 1, nil)
		if err != nil {
			return err
		}
		for _, msg := range list {
			msgCtx, span := tracer.Start(extract(ctx, msg), "reserve-inventory")
			err := r.CompleteMessage(msgCtx, msg, nil)
			span.End()
			if err != nil {
				return err
			}
		}
	}
}

func extract(ctx context.Context, msg *azservicebus.ReceivedMessage) context.Context {
	carrier := propagation.MapCarrier{}
	for key, value := range msg.ApplicationProperties {
		if text, ok := value.(string); ok {
			carrier[key] = text
		}
	}
	return otel.GetTextMapPropagator().Extract(ctx, carrier)
}

func session(ctx context.Context, r *azservicebus.SessionReceiver) error {
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

func reserve(ctx context.Context, r *azservicebus.SessionReceiver, msg *azservicebus.ReceivedMessage) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
	defer span.End()
	return r.CompleteMessage(ctx, msg, nil)
}

// Peeking is no delivery.
func peek(ctx context.Context, r *azservicebus.Receiver) (int, error) {
	ctx, span := tracer.Start(ctx, "count-waiting")
	defer span.End()
	list, err := r.PeekMessages(ctx, 10, nil)
	return len(list), err
}
