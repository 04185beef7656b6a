// Package dropped publishes through a bus that injects the context it is given, and
// gives it one that cannot be cancelled but knows the trace.
package dropped

import (
	"context"

	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kafkago/shop"
)

var tracer = otel.Tracer("tracelint.test/kafkago/dropped")

// Checkout places orders.
type Checkout struct {
	book *orders.Book
	bus  *shop.Bus
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
	// The order is in the book: it must be published even if the customer has gone.
	return c.bus.Publish(context.WithoutCancel(ctx), orderID, payload)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	writer := shop.NewWriter(broker, shop.Orders)
	defer writer.Close()
	reader := shop.NewReader(broker, shop.Orders)
	defer reader.Close()

	warehouse := &shop.Warehouse{Reader: reader, Reserved: make(chan string, 1)}
	stop := program.Start(ctx, warehouse.Run)
	checkout := &Checkout{book: &orders.Book{}, bus: &shop.Bus{Writer: writer}}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return stop()
}
