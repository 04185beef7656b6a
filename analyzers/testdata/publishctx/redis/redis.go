// Package redis adds entries to streams and publishes on channels.
package redis

import (
	"context"

	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	redisv7 "github.com/go-redis/redis/v7"
	redisv8 "github.com/go-redis/redis/v8"
)

type shop struct {
	rdb *redis.Client
	any redis.UniversalClient
	v8  *redisv8.Client
	v7  *redisv7.Client
}

// An entry has no headers: one of its values is the carrier.

func (s *shop) bare(ctx context.Context, id string) error {
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: map[string]any{"order": id}}).Err() // want "publishctx/no-carrier"
}

func (s *shop) ofInterface(ctx context.Context, id string) error {
	return s.any.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: []string{"order", id}}).Err() // want "publishctx/no-carrier"
}

func (s *shop) pipelined(ctx context.Context, n int) error {
	pipe := s.rdb.Pipeline()
	for i := range n {
		pipe.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: map[string]any{"order": i}}) // want "publishctx/no-carrier"
	}
	_, err := pipe.Exec(ctx)
	return err
}

func (s *shop) injected(ctx context.Context, id string) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	values := map[string]any{"order": id}
	for k, v := range carrier {
		values[k] = v
	}
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: values}).Err()
}

func (s *shop) parent(ctx context.Context, id string) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: []any{"order", id, "traceparent", carrier["traceparent"]}}).Err()
}

func (s *shop) fresh(ctx context.Context, id string) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(context.Background(), carrier) // want "publishctx/dropped"
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: []any{"order", id, "traceparent", carrier["traceparent"]}}).Err()
}

// A message of a channel is its payload.

func (s *shop) announce(ctx context.Context, id string) error {
	return s.rdb.Publish(ctx, "orders", "placed:"+id).Err() // want "publishctx/no-carrier: .*it has no room for headers, so put it into an envelope around the payload"
}

func (s *shop) announceTraced(ctx context.Context, id string) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	return s.rdb.Publish(ctx, "orders", carrier["traceparent"]+":"+id).Err()
}

// Older clients.

func (s *shop) eight(ctx context.Context, id string) error {
	return s.v8.XAdd(ctx, &redisv8.XAddArgs{Stream: "orders", Values: map[string]any{"order": id}}).Err() // want "publishctx/no-carrier"
}

func (s *shop) seven(ctx context.Context, id string) error {
	return s.v7.XAdd(&redisv7.XAddArgs{Stream: "orders", Values: map[string]any{"order": id}}).Err() // want "publishctx/no-carrier"
}

// Other commands hand nothing off.

func (s *shop) remember(ctx context.Context, id string) error {
	return s.rdb.Set(ctx, "last", id, 0).Err()
}

func (s *shop) enlist(ctx context.Context, id string) error {
	return s.rdb.LPush(ctx, "recent", id).Err()
}
