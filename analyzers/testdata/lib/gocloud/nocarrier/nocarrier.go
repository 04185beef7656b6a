// Package nocarrier sends orders with a body alone: gocloud has a span for the
// sending, of which nothing reaches the message.
package nocarrier

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"gocloud.dev/pubsub"

	"tracelint.test/testdata/lib/gocloud/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/gocloud/nocarrier")

// Place places an order.
func Place(ctx context.Context, topic *pubsub.Topic) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	return topic.Send(ctx, &pubsub.Message{Body: payload}) // want publishctx/no-carrier
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	return shop.Serve(ctx, warehouse.Reserved, Place, warehouse.Consume)
}
