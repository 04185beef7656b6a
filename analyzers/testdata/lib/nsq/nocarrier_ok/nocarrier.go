// Package nocarrier publishes orders in envelopes that hold the trace that placed them.
package nocarrier

import (
	"context"

	"github.com/nsqio/go-nsq"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nsq/shop"
)

var tracer = otel.Tracer("tracelint.test/nsq/nocarrier")

// Checkout places orders.
type Checkout struct {
	book     *orders.Book
	producer *nsq.Producer
}

// Place writes the order down and publishes it.
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
	envelope, err := shop.Seal(ctx, payload)
	if err != nil {
		return err
	}
	return c.producer.Publish(shop.Orders, envelope)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, addr string) error {
	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	consumer, err := warehouse.Subscribe(addr)
	if err != nil {
		return err
	}
	defer func() {
		consumer.Stop()
		<-consumer.StopChan
	}()
	producer, err := shop.Connect(addr)
	if err != nil {
		return err
	}
	defer producer.Stop()

	checkout := &Checkout{book: &orders.Book{}, producer: producer}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return nil
}
