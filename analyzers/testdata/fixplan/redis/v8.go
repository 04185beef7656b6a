package redis

import (
	"context"

	"github.com/go-redis/redis/v8"
)

type shop8 struct{ rdb *redis.Client }

func (s *shop8) literal(ctx context.Context, id string) error {
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: map[string]interface{}{"order": id}}).Err()
}

func (s *shop8) list(ctx context.Context, id string) error {
	fields := []string{"order", id}
	return s.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: fields}).Err()
}

func (s *shop8) group(ctx context.Context) error {
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
	return nil
}
