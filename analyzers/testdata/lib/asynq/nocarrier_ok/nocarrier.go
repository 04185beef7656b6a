// Package nocarrier enqueues orders as tasks with the trace in their headers.
package nocarrier

import (
	"context"

	"github.com/hibiken/asynq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/asynq/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/asynq/nocarrier")

// Place places an order.
func Place(ctx context.Context, client *asynq.Client) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	_, err = client.EnqueueContext(ctx, asynq.NewTaskWithHeaders(shop.Reserve, payload, headers))
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, address string) error {
	reserved := make(chan string, 1)
	return shop.Serve(ctx, address, reserved, Place, shop.Handle(reserved))
}
