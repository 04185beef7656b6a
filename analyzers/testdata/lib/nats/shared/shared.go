// Package shared gives an order one id for everything: what it says of its trace is the
// id of its event.
package shared

import (
	"context"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

var tracer = otel.Tracer("tracelint.test/nats/shared")

// Checkout places orders.
type Checkout struct {
	nc *nats.Conn
}

// Place publishes an order.
func (c *Checkout) Place(ctx context.Context, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	id := uuid.NewString()
	return shop.Send(ctx, c.nc, shop.Orders, orders.Event{
		ID:            id,
		TraceID:       id, // want idoverload/shared
		CorrelationID: id,
		OrderID:       orderID,
	})
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()
	reserved := make(chan string, 1)
	stop, err := shop.On(nc, shop.Orders, reserved, shop.Reserve)
	if err != nil {
		return err
	}
	if err := (&Checkout{nc: nc}).Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(reserved, 1)
	return stop()
}
