// Package dropped publishes orders with a client that traces, in a context that is
// not cancelled and has the trace all the same.
package dropped

import (
	"context"

	"cloud.google.com/go/pubsub"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/pubsubv1/shop"
)

var tracer = otel.Tracer("tracelint.test/pubsubv1/dropped")

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
	// The order must be published even if the customer has gone.
	result := s.client.Topic(shop.Orders).Publish(context.WithoutCancel(ctx), &pubsub.Message{Data: payload})
	_, err = result.Get(ctx)
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	client, err := pubsub.NewClientWithConfig(ctx, shop.Project, &pubsub.ClientConfig{EnableOpenTelemetryTracing: true})
	if err != nil {
		return err
	}
	warehouse := &shop.Warehouse{Traced: true, Reserved: make(chan string, 1)}
	checkout := &Shop{client}
	return shop.Serve(ctx, client, warehouse.Reserved, checkout.Place, warehouse.Consume)
}
