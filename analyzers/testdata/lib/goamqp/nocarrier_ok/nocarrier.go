// Package nocarrier sends orders with the trace in their application
// properties.
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
	msg := amqp.NewMessage(payload)
	msg.ApplicationProperties = map[string]any{}
	otel.GetTextMapPropagator().Inject(ctx, shop.Properties(msg.ApplicationProperties))
	return sender.Send(ctx, msg, nil)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	checkout := &Checkout{book: &orders.Book{}}
	reserved := make(chan string, 1)
	return shop.Serve(ctx, url, checkout.Place, shop.Consume(reserved), reserved)
}
