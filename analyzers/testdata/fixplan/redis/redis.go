// Package redis adds entries to streams, which have no headers but values.
package redis

import (
	"context"

	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/redis")

type shop struct{ rdb *redis.Client }

func (s *shop) literal(ctx context.Context, id string) error {
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: map[string]any{"order": id}}).Err()
}

func (s *shop) lines(ctx context.Context, id string) error {
	return s.rdb.XAdd(ctx, &redis.XAddArgs{
		Stream: "orders",
		Values: map[string]interface{}{
			"order": id,
			"total": 1,
		},
	}).Err()
}

func (s *shop) list(ctx context.Context, id string) error {
	_, err := s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: []any{"order", id}}).Result()
	return err
}

func (s *shop) variable(ctx context.Context, id string) error {
	order := map[string]string{"order": id}
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: order}).Err()
}

func (s *shop) named(ctx context.Context, id string) error {
	values := id
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: []string{"order", values}}).Err()
}

// What others made is not written to: it may be nil, and it is theirs.

var fixed = map[string]any{"order": 1}

func (s *shop) shared(ctx context.Context) error {
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: fixed}).Err()
}

func (s *shop) numbers(ctx context.Context) error {
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: map[string]int{"order": 1}}).Err()
}

func (s *shop) again(ctx context.Context) error {
	values := []string{"order", "1"}
	for range 3 {
		if err := s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: values}).Err(); err == nil {
			return nil
		}
	}
	return ctx.Err()
}

func (s *shop) reflected(ctx context.Context, id string) error {
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: struct {
		Order string `redis:"order"`
	}{id}}).Err()
}

// A channel's message is its payload.
func (s *shop) announce(ctx context.Context, id string) error {
	return s.rdb.Publish(ctx, "orders", id).Err()
}

func (s *shop) group(ctx context.Context) error {
	for ctx.Err() == nil {
		streams, err := s.rdb.XReadGroup(ctx, &redis.XReadGroupArgs{Group: "shipping", Streams: []string{"orders", ">"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages {
				_, span := tracer.Start(ctx, "ship-order")
				_ = entry.Values["order"]
				span.End()
			}
		}
	}
	return nil
}

func (s *shop) claim(ctx context.Context, ids []string) error {
	entries, err := s.rdb.XClaim(ctx, &redis.XClaimArgs{Stream: "orders", Messages: ids}).Result()
	if err != nil {
		return err
	}
	for _, entry := range entries {
		s.ship(ctx, entry)
	}
	return nil
}

func (s *shop) ship(ctx context.Context, entry redis.XMessage) {
	ctx, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	s.rdb.XAck(ctx, "orders", "shipping", entry.ID)
}
