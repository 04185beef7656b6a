// Package root handles the entries of a stream in traces of their own: the context is the loop's.
package root

import (
	"context"
	"errors"

	"github.com/go-redis/redis/v7"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/redisv7/shop"
)

var tracer = otel.Tracer("tracelint.test/redisv7/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

// Consume reserves orders until the context ends.
func (w *Warehouse) Consume(ctx context.Context, rdb *redis.Client) error {
	for ctx.Err() == nil {
		streams, err := rdb.XReadGroup(&redis.XReadGroupArgs{
			Group: shop.Warehouse, Consumer: "w-1", Streams: []string{shop.Orders, ">"}, Block: program.Moment,
		}).Result()
		if err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages {
				payload, _ := entry.Values["order"].(string)
				if err := w.reserve(ctx, payload); err != nil { // want freshroot/root
					return err
				}
				w.reserved <- entry.ID
			}
		}
	}
	return ctx.Err()
}

func (w *Warehouse) reserve(ctx context.Context, payload string) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode([]byte(payload))
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, address string) error {
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	return shop.Serve(ctx, shop.NewClient(address), warehouse.reserved, shop.Place, warehouse.Consume)
}
