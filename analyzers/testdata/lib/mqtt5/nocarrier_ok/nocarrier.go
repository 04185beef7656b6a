// Package nocarrier publishes orders with user properties that hold the trace that placed them.
package nocarrier

import (
	"context"

	"github.com/eclipse/paho.golang/paho"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/mqtt5/shop"
)

var tracer = otel.Tracer("tracelint.test/mqtt5/nocarrier")

// Checkout places orders.
type Checkout struct {
	book   *orders.Book
	client *paho.Client
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
	p := &paho.Publish{Topic: shop.Orders, QoS: 1, Payload: payload, Properties: &paho.PublishProperties{}}
	otel.GetTextMapPropagator().Inject(ctx, shop.Carrier{User: &p.Properties.User})
	_, err = c.client.Publish(ctx, p)
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, addr string) error {
	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	client, err := shop.Connect(ctx, addr, warehouse.Handle)
	if err != nil {
		return err
	}
	checkout := &Checkout{book: &orders.Book{}, client: client}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return client.Disconnect(&paho.Disconnect{})
}
