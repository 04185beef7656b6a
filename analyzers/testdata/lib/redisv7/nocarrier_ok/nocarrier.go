// Package nocarrier adds orders to a stream with the trace among their values.
package nocarrier

import (
	"context"

	"github.com/go-redis/redis/v7"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/redisv7/shop"
)

var tracer = otel.Tracer("tracelint.test/redisv7/nocarrier")

// Place places an order.
func Place(ctx context.Context, rdb *redis.Client) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	values := map[string]any{"order": payload}
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	for key, value := range carrier {
		values[key] = value
	}
	return rdb.XAdd(&redis.XAddArgs{Stream: shop.Orders, Values: values}).Err()
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, address string) error {
	reserved := make(chan string, 1)
	return shop.Serve(ctx, shop.NewClient(address), reserved, Place, shop.Consume(reserved))
}
