// Package shop is the half of the Redis programs that is right: a shop that
// adds orders to a stream and a warehouse that reads them.
package shop

import (
	"context"
	"errors"

	"github.com/go-redis/redis/v7"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

// Names on the server.
const (
	Orders    = "orders"    // the stream
	Warehouse = "warehouse" // the group that reads the stream
)

var tracer = otel.Tracer("tracelint.test/redisv7/shop")

// NewClient returns a client of the server at the address.
func NewClient(address string) *redis.Client {
	return redis.NewClient(&redis.Options{Addr: address})
}

// Place places an order.
func Place(ctx context.Context, rdb *redis.Client) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	values := map[string]any{"order": payload}
	for key, value := range carrier {
		values[key] = value
	}
	return rdb.XAdd(&redis.XAddArgs{Stream: Orders, Values: values}).Err()
}

// Serve has one order placed and consumed, and awaits its reservation.
func Serve(ctx context.Context, rdb *redis.Client, reserved <-chan string, place, consume func(context.Context, *redis.Client) error) error {
	defer rdb.Close()
	if err := rdb.XGroupCreateMkStream(Orders, Warehouse, "$").Err(); err != nil {
		return err
	}
	stop := program.Start(ctx, func(ctx context.Context) error {
		if err := consume(ctx, rdb); ctx.Err() == nil {
			return err
		}
		return nil
	})
	err := place(ctx, rdb)
	if err == nil {
		program.Await(reserved, 1)
	}
	return errors.Join(err, stop())
}

// Read reads the group's next entries, if any come soon.
func Read(ctx context.Context, rdb *redis.Client) ([]redis.XStream, error) {
	streams, err := rdb.XReadGroup(&redis.XReadGroupArgs{Group: Warehouse, Consumer: "w-1", Streams: []string{Orders, ">"}, Block: program.Moment}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, ctx.Err()
	}
	return streams, err
}

// Consume returns a consumer that reserves orders until its context ends.
func Consume(reserved chan<- string) func(context.Context, *redis.Client) error {
	return func(ctx context.Context, rdb *redis.Client) error {
		for {
			streams, err := Read(ctx, rdb)
			if err != nil {
				return err
			}
			for _, stream := range streams {
				for _, entry := range stream.Messages {
					carrier := propagation.MapCarrier{}
					for name, value := range entry.Values {
						if text, ok := value.(string); ok {
							carrier.Set(name, text)
						}
					}
					payload, _ := entry.Values["order"].(string)
					if err := reserve(otel.GetTextMapPropagator().Extract(ctx, carrier), payload); err != nil {
						return err
					}
					reserved <- entry.ID
				}
			}
		}
	}
}

func reserve(ctx context.Context, payload string) error {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode([]byte(payload))
	return err
}
