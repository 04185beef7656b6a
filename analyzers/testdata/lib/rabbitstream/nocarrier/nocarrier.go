// Package nocarrier writes orders to a stream without properties, which could
// hold the trace: the client takes no context.
package nocarrier

import (
	"context"

	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/amqp"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/stream"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/rabbitstream/shop"
)

var tracer = otel.Tracer("tracelint.test/rabbitstream/nocarrier")

// Checkout places orders.
type Checkout struct {
	book *orders.Book
}

// Place writes the order down, in the book and in the stream.
func (c *Checkout) Place(ctx context.Context, producer *stream.Producer) error {
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
	return producer.Send(amqp.NewMessage(payload)) // want publishctx/no-carrier
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, uri string) error {
	checkout := &Checkout{book: &orders.Book{}}
	reserved := make(chan string, 1)
	return shop.Serve(ctx, uri, checkout.Place, func(env *stream.Environment, name string) (*stream.Consumer, error) {
		return env.NewConsumer(name, shop.Handle(reserved), nil)
	}, reserved)
}
