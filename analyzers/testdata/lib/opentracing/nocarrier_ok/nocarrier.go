// Package nocarrier publishes orders together with the context of the span that placed them.
package nocarrier

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/opentracing/opentracing-go"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/opentracing/shop"
)

// Checkout places orders.
type Checkout struct {
	book *orders.Book
	nc   *nats.Conn
}

// Place writes the order down and publishes it.
func (c *Checkout) Place(ctx context.Context, orderID string) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "place-order")
	defer span.Finish()
	if err := c.book.Add(ctx, orderID); err != nil {
		return err
	}
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := nats.NewMsg(shop.Orders)
	msg.Data = payload
	if err := span.Tracer().Inject(span.Context(), opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(msg.Header)); err != nil {
		return err
	}
	return c.nc.PublishMsg(msg)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	sub, err := warehouse.Subscribe(nc)
	if err != nil {
		return err
	}
	checkout := &Checkout{book: &orders.Book{}, nc: nc}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return sub.Drain()
}
