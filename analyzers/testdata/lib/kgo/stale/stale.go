// Package stale starts a span for the announcement and publishes with the
// context from before the span: kotel hangs the record on the span above it.
package stale

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kgo/shop"
)

var tracer = otel.Tracer("tracelint.test/kgo/stale")

// Checkout places orders.
type Checkout struct {
	book   *orders.Book
	client *kgo.Client
}

// Place writes the order down and announces it.
func (c *Checkout) Place(ctx context.Context, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	if err := c.book.Add(ctx, orderID); err != nil {
		return err
	}
	return c.announce(ctx, orders.Placed{OrderID: orderID})
}

func (c *Checkout) announce(ctx context.Context, order orders.Placed) error {
	_, span := tracer.Start(ctx, "announce-order") // want publishctx/stale
	defer span.End()
	payload, err := order.Encode()
	if err != nil {
		return err
	}
	return c.client.ProduceSync(ctx, &kgo.Record{Topic: shop.Orders, Key: []byte(order.OrderID), Value: payload}).FirstErr()
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	client, err := shop.NewProducer(broker)
	if err != nil {
		return err
	}
	defer client.Close()
	warehouse, err := shop.NewWarehouse(broker)
	if err != nil {
		return err
	}
	stop := program.Start(ctx, warehouse.Run)
	checkout := &Checkout{book: &orders.Book{}, client: client}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Handled, 1)
	return stop()
}
