// Package nocarrier sends orders without application properties, which could
// hold the trace: the context bounds the wait for the broker.
package nocarrier

import (
	"context"

	"github.com/Azure/go-amqp"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/goamqp/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/goamqp/nocarrier")

// Checkout places orders.
type Checkout struct {
	book *orders.Book
}

// Place writes the order down and sends it.
func (c *Checkout) Place(ctx context.Context, sender *amqp.Sender) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	order := orders.Placed{OrderID: "o-1"}
	if err := c.book.Add(ctx, order.OrderID); err != nil {
		return err
	}
	payload, err := order.Encode()
	if err != nil {
		return err
	}
	return sender.Send(ctx, amqp.NewMessage(payload), nil) // want publishctx/no-carrier
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	checkout := &Checkout{book: &orders.Book{}}
	reserved := make(chan string, 1)
	return shop.Serve(ctx, url, checkout.Place, shop.Consume(reserved), reserved)
}
