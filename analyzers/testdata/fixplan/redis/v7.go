package redis

import (
	"context"

	"github.com/go-redis/redis/v7"
)

// Values of this version are a map.
type shop7 struct{ rdb redis.Cmdable }

func (s *shop7) literal(ctx context.Context, id string) error {
	return s.rdb.XAdd(&redis.XAddArgs{Stream: "orders", Values: map[string]interface{}{"order": id}}).Err()
}

func (s *shop7) variable(ctx context.Context, id string) error {
	args := &redis.XAddArgs{Stream: "orders"}
	args.Values = map[string]interface{}{"order": id}
	return s.rdb.XAdd(args).Err()
}

func (s *shop7) read(ctx context.Context) error {
	streams, err := s.rdb.XRead(&redis.XReadArgs{Streams: []string{"orders", "$"}}).Result()
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
