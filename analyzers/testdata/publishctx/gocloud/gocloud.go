// Package gocloud sends over gocloud's portable API, which has spans of its own
// and carries none of them.
package gocloud

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"gocloud.dev/pubsub"
)

type shop struct{ topic *pubsub.Topic }

func (s *shop) bare(ctx context.Context, id string) error {
	return s.topic.Send(ctx, &pubsub.Message{Body: []byte(id)}) // want "publishctx/no-carrier"
}

func (s *shop) injected(ctx context.Context, id string) error {
	msg := &pubsub.Message{Body: []byte(id), Metadata: map[string]string{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	return s.topic.Send(ctx, msg)
}
