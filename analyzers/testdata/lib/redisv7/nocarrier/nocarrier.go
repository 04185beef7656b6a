// Package nocarrier adds orders to a stream without the trace among their
// values: an entry has nothing else, and the command takes no context.
package nocarrier

import (
	"context"

	"github.com/go-redis/redis/v7"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
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
	return rdb.XAdd(&redis.XAddArgs{Stream: shop.Orders, Values: map[string]any{"order": payload}}).Err() // want publishctx/no-carrier
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, address string) error {
	reserved := make(chan string, 1)
	return shop.Serve(ctx, shop.NewClient(address), reserved, Place, shop.Consume(reserved))
}
