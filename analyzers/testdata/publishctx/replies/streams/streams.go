// Package streams publishes for others, who say where to.
package streams

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// Bus adds entries to streams.
type Bus struct {
	rdb    *redis.Client
	prefix string
}

// Publish adds an entry with the headers that it is given.
func (b *Bus) Publish(ctx context.Context, stream string, data []byte, headers map[string]string) error {
	values := map[string]any{"data": data}
	if headers != nil {
		h, err := json.Marshal(headers)
		if err != nil {
			return err
		}
		values["headers"] = h
	}
	return b.rdb.XAdd(ctx, &redis.XAddArgs{Stream: b.name(stream), Values: values}).Err()
}

func (b *Bus) name(stream string) string {
	if b.prefix != "" {
		return fmt.Sprintf("%s:%s", b.prefix, stream)
	}
	return "stream:" + stream
}

// Request is what came in.
type Request struct {
	ReplyTo string
	Next    string
	Headers map[string]string
	Data    []byte
}
