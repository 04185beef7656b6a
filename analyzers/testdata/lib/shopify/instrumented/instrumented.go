// Package instrumented publishes orders through an instrumented producer, which takes the
// parent of its span from headers that nobody has filled: its span is a root.
package instrumented

import (
	"context"

	"github.com/Shopify/sarama"
	"go.opentelemetry.io/contrib/instrumentation/github.com/Shopify/sarama/otelsarama"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/shopify/shop"
)

var tracer = otel.Tracer("tracelint.test/shopify/instrumented")

// Checkout places orders.
type Checkout struct {
	book     *orders.Book
	producer sarama.SyncProducer
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
	_, _, err = c.producer.SendMessage(msg) // want publishctx/no-carrier
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	cfg := shop.NewConfig()
	producer, err := sarama.NewSyncProducer([]string{broker}, cfg)
	if err != nil {
		return err
	}
	defer producer.Close()

	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	stop := program.Start(ctx, func(ctx context.Context) error { return shop.Consume(ctx, broker, warehouse) })
	checkout := &Checkout{book: &orders.Book{}, producer: otelsarama.WrapSyncProducer(cfg, producer)}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return stop()
}
