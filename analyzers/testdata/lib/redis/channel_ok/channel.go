// Package channel publishes orders on a channel with the trace in the envelope that
// is their payload.
package channel

import (
	"context"
	"encoding/json"

	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/redis/shop"
)

var tracer = otel.Tracer("tracelint.test/redis/channel")

// Place places an order.
func Place(ctx context.Context, rdb *redis.Client) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	payload, err := json.Marshal(shop.Announcement{OrderID: "o-1", TraceParent: carrier["traceparent"]})
	if err != nil {
		return err
	}
	return rdb.Publish(ctx, shop.Orders, payload).Err()
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, address string) error {
	return shop.Listen(ctx, shop.NewClient(address), Place)
}
