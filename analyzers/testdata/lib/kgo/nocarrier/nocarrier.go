// Package nocarrier publishes orders with a client that has no hooks: nothing
// puts the trace into the records.
package nocarrier

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kgo/shop"
)

var tracer = otel.Tracer("tracelint.test/kgo/nocarrier")

// Checkout places orders.
type Checkout struct {
	book   *orders.Book
	client *kgo.Client
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
	return c.client.ProduceSync(ctx, &kgo.Record{Topic: shop.Orders, Key: []byte(orderID), Value: payload}).FirstErr() // want publishctx/no-carrier
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(broker))
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
