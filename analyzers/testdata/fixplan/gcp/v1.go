package gcp

import (
	"context"

	"cloud.google.com/go/pubsub"
)

func newClient1(ctx context.Context) (*pubsub.Client, error) { return pubsub.NewClient(ctx, "shop") }

func literal1(ctx context.Context) error {
	client, err := newClient1(ctx)
	if err != nil {
		return err
	}
	_, err = client.Topic("orders").Publish(ctx, &pubsub.Message{Data: []byte("{}")}).Get(ctx)
	return err
}

func receive1(ctx context.Context) error {
	client, err := newClient1(ctx)
	if err != nil {
		return err
	}
	return client.Subscription("orders").Receive(ctx, func(ctx context.Context, msg *pubsub.Message) {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		msg.Ack()
	})
}
