// Package nocarrier publishes orders in messages whose headers hold the trace that placed
// them.
package nocarrier

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/jetstream/shop"
)

var tracer = otel.Tracer("tracelint.test/jetstream/nocarrier")

// Checkout places orders.
type Checkout struct {
	book *orders.Book
	js   jetstream.JetStream
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
	msg := nats.NewMsg(shop.Orders)
	msg.Data = payload
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	_, err = c.js.PublishMsg(ctx, msg, jetstream.WithMsgID(orderID))
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	js, disconnect, err := shop.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer disconnect()

	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	consumption, err := warehouse.Consume(ctx, js)
	if err != nil {
		return err
	}
	defer shop.Drain(consumption)
	checkout := &Checkout{book: &orders.Book{}, js: js}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return nil
}
