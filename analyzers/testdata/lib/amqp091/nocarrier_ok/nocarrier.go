// Package nocarrier publishes orders with their trace in the headers.
package nocarrier

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/amqp091/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/amqp091/nocarrier")

// Checkout places orders.
type Checkout struct {
	book *orders.Book
}

// Place writes the order down and publishes it.
func (c *Checkout) Place(ctx context.Context, ch *amqp.Channel, queue string) error {
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
	headers := amqp.Table{}
	otel.GetTextMapPropagator().Inject(ctx, shop.Headers(headers))
	return ch.PublishWithContext(ctx, "", queue, false, false, amqp.Publishing{Headers: headers, ContentType: "application/json", Body: payload})
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	checkout := &Checkout{book: &orders.Book{}}
	reserved := make(chan string, 1)
	return shop.Serve(ctx, url, checkout.Place, shop.Consume("reserve-inventory", reserved), reserved)
}
