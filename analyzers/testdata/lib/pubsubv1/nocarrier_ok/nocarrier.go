// Package nocarrier publishes orders with the trace among their attributes.
package nocarrier

import (
	"context"

	"cloud.google.com/go/pubsub"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/pubsubv1/shop"
)

var tracer = otel.Tracer("tracelint.test/pubsubv1/nocarrier")

// Shop takes orders.
type Shop struct{ client *pubsub.Client }

// Place places an order.
func (s *Shop) Place(ctx context.Context, _ *pubsub.Client) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	msg := &pubsub.Message{Data: payload, Attributes: map[string]string{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Attributes))
	result := s.client.Topic(shop.Orders).Publish(ctx, msg)
	_, err = result.Get(ctx)
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	client, err := pubsub.NewClient(ctx, shop.Project)
	if err != nil {
		return err
	}
	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	checkout := &Shop{client}
	return shop.Serve(ctx, client, warehouse.Reserved, checkout.Place, warehouse.Consume)
}
