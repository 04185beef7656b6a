// Package nocarrier sends orders with the trace in their metadata.
package nocarrier

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
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
	msg := &pubsub.Message{Body: payload, Metadata: map[string]string{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	return topic.Send(ctx, msg)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	return shop.Serve(ctx, warehouse.Reserved, Place, warehouse.Consume)
}
