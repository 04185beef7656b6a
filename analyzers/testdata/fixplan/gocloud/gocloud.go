// Package gocloud sends and receives by Go CDK's portable queues.
package gocloud

import (
	"context"

	"go.opentelemetry.io/otel"
	"gocloud.dev/pubsub"
)

var tracer = otel.Tracer("tracelint.test/fixplan/gocloud")

func literal(ctx context.Context, t *pubsub.Topic) error {
	return t.Send(ctx, &pubsub.Message{Body: []byte("{}")})
}

func described(ctx context.Context, t *pubsub.Topic) error {
	msg := &pubsub.Message{Body: []byte("{}"), Metadata: map[string]string{"kind": "order"}}
	return t.Send(ctx, msg)
}

func receive(ctx context.Context, s *pubsub.Subscription) error {
	for {
		msg, err := s.Receive(ctx)
		if err != nil {
			return err
		}
		ship(ctx, msg)
		msg.Ack()
	}
}

func ship(ctx context.Context, msg *pubsub.Message) {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_ = msg.Body
}
