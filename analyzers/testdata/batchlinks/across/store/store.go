// Package store keeps what came in. It knows the client, and no traces but
// where it says so.
package store

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

// Store keeps messages.
type Store struct{ kept [][]byte }

// Insert keeps all of them.
func (s *Store) Insert(ctx context.Context, msgs []kafka.Message) error {
	for _, msg := range msgs {
		s.kept = append(s.kept, msg.Value)
	}
	return ctx.Err()
}

// InsertLinked keeps all of them under a span that links to each.
func (s *Store) InsertLinked(ctx context.Context, msgs []kafka.Message) error {
	Link(ctx, msgs)
	return s.Insert(ctx, msgs)
}

// Link links the span in ctx to each message.
func Link(ctx context.Context, msgs []kafka.Message) {
	span := trace.SpanFromContext(ctx)
	for i := range msgs {
		span.AddLink(trace.LinkFromContext(otel.GetTextMapPropagator().Extract(ctx, headers{&msgs[i]})))
	}
}

type headers struct{ msg *kafka.Message }

func (h headers) Get(key string) string {
	for _, x := range h.msg.Headers {
		if x.Key == key {
			return string(x.Value)
		}
	}
	return ""
}
func (h headers) Set(key, value string) {}
func (h headers) Keys() []string        { return nil }
