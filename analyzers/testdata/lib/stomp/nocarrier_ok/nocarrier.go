// Package nocarrier sends orders in the trace that placed them.
package nocarrier

import (
	"context"
	"errors"

	"github.com/go-stomp/stomp/v3"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/stomp/shop"
)

var tracer = otel.Tracer("tracelint.test/stomp/nocarrier")

// Checkout places orders.
type Checkout struct {
	book *orders.Book
	conn *stomp.Conn
}

// Place writes the order down and sends it.
func (c *Checkout) Place(ctx context.Context, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	if err := c.book.Add(ctx, orderID); err != nil {
		return err
	}
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	return c.conn.Send(shop.Orders, "application/json", payload, shop.Inject(ctx))
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, addr string) error {
	conn, err := stomp.Dial("tcp", addr)
	if err != nil {
		return err
	}
	sub, err := conn.Subscribe(shop.Orders, stomp.AckAuto)
	if err != nil {
		return err
	}
	reserved := make(chan string, 1)
	stop := program.Start(ctx, func(ctx context.Context) error { return shop.Reserve(ctx, sub, reserved) })
	checkout := &Checkout{book: &orders.Book{}, conn: conn}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(reserved, 1)
	return errors.Join(stop(), conn.Disconnect())
}
