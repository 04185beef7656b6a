// Package undeclared publishes orders that have a field for the workflow to
// which they belong.
package undeclared

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop/workflow"
)

var tracer = otel.Tracer("tracelint.test/nats/undeclared")

// Placed is the event that an order was placed.
type Placed struct {
	EventID       string `json:"event_id"`
	CorrelationID string `json:"correlation_id"`
	OrderID       string `json:"order_id"`
}

// Checkout places orders.
type Checkout struct{ nc *nats.Conn }

// Place publishes the order as a part of a workflow.
func (c *Checkout) Place(ctx context.Context, flow, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String(workflow.Conversation, flow)))
	defer span.End()
	return workflow.Send(ctx, c.nc, Placed{EventID: "e-1", CorrelationID: flow, OrderID: orderID})
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &workflow.Warehouse{Reserved: make(chan string, 1)}
	sub, err := warehouse.Subscribe(nc)
	if err != nil {
		return err
	}
	checkout := &Checkout{nc: nc}
	if err := checkout.Place(ctx, "w-1", "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return sub.Unsubscribe()
}
