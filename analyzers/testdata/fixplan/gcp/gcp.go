// Package gcp publishes to and receives from Google Cloud's Pub/Sub, with both
// versions of its client.
package gcp

import (
	"context"

	"cloud.google.com/go/pubsub/v2"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/gcp")

func newClient(ctx context.Context) (*pubsub.Client, error) { return pubsub.NewClient(ctx, "shop") }

func literal(ctx context.Context) error {
	client, err := newClient(ctx)
	if err != nil {
		return err
	}
	_, err = client.Publisher("orders").Publish(ctx, &pubsub.Message{Data: []byte("{}")}).Get(ctx)
	return err
}

func attributed(ctx context.Context) error {
	client, err := newClient(ctx)
	if err != nil {
		return err
	}
	msg := &pubsub.Message{Data: []byte("{}"), Attributes: map[string]string{"kind": "order"}}
	_, err = client.Publisher("orders").Publish(ctx, msg).Get(ctx)
	return err
}

func receive(ctx context.Context) error {
	client, err := newClient(ctx)
	if err != nil {
		return err
	}
	return client.Subscriber("orders").Receive(ctx, func(ctx context.Context, msg *pubsub.Message) {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		msg.Ack()
	})
}
