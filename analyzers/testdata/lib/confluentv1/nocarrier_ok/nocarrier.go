// Package nocarrier sends orders on the producer's channel, in messages whose headers
// carry the trace that placed them.
package nocarrier

import (
	"context"

	"github.com/confluentinc/confluent-kafka-go/kafka"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/confluentv1/shop"
	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/confluentv1/nocarrier")

// Checkout places orders.
type Checkout struct {
	book     *orders.Book
	producer *kafka.Producer
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
	msg := &kafka.Message{TopicPartition: shop.To(shop.Orders), Value: payload}
	shop.Inject(ctx, msg)
	select {
	case c.producer.ProduceChannel() <- msg:
	case <-ctx.Done():
		return ctx.Err()
	}
	return shop.Delivered(c.producer.Events())
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	producer, err := shop.NewProducer(broker)
	if err != nil {
		return err
	}
	defer producer.Close()

	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	stop := program.Start(ctx, func(ctx context.Context) error { return shop.Consume(ctx, broker, warehouse.Handle) })
	checkout := &Checkout{book: &orders.Book{}, producer: producer}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return stop()
}
