// Package nocarrier sends orders on the producer's channel, in messages whose headers
// carry the trace that placed them.
package nocarrier

import (
	"context"

	"github.com/Shopify/sarama"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/shopify/shop"
)

var tracer = otel.Tracer("tracelint.test/shopify/nocarrier")

// Checkout places orders.
type Checkout struct {
	book     *orders.Book
	producer sarama.AsyncProducer
}

// Place writes the order down and publishes it.
func (c *Checkout) Place(ctx context.Context, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	if err := c.book.Add(ctx, orderID); err != nil {
		return err
	}
	return c.publish(ctx, orders.Placed{OrderID: orderID})
}

func (c *Checkout) publish(ctx context.Context, order orders.Placed) error {
	payload, err := order.Encode()
	if err != nil {
		return err
	}
	msg := &sarama.ProducerMessage{Topic: shop.Orders, Value: sarama.ByteEncoder(payload)}
	shop.Inject(ctx, msg)
	select {
	case c.producer.Input() <- msg:
	case <-ctx.Done():
		return ctx.Err()
	}
	<-c.producer.Successes()
	return nil
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	producer, err := sarama.NewAsyncProducer([]string{broker}, shop.NewConfig())
	if err != nil {
		return err
	}
	defer producer.Close()

	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	stop := program.Start(ctx, func(ctx context.Context) error { return shop.Consume(ctx, broker, warehouse) })
	checkout := &Checkout{book: &orders.Book{}, producer: producer}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return stop()
}
