// Package nocarrier sends orders as events without the trace among their extensions:
// nothing of the context reaches them.
package nocarrier

import (
	"context"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/protocol/gochan"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/cloudevents/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/cloudevents/nocarrier")

// Shop takes orders.
type Shop struct{ events cloudevents.Client }

// Place places an order.
func (s *Shop) Place(ctx context.Context) error {
	if result := s.place(ctx); cloudevents.IsUndelivered(result) {
		return result
	}
	return nil
}

func (s *Shop) place(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	e, err := shop.NewEvent(payload)
	if err != nil {
		return err
	}
	return s.events.Send(ctx, e) // want publishctx/no-carrier
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	events, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	warehouse := &shop.Warehouse{Events: events, Reserved: make(chan string, 1)}
	return shop.Serve(ctx, warehouse.Reserved, (&Shop{events}).Place, warehouse.Receive)
}
