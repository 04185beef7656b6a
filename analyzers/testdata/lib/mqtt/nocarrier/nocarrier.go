// Package nocarrier publishes orders in envelopes that hold the order alone: the
// messages of MQTT 3 have no headers, so the trace is nowhere.
package nocarrier

import (
	"context"
	"encoding/json"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/mqtt/shop"
)

var tracer = otel.Tracer("tracelint.test/mqtt/nocarrier")

// Checkout places orders.
type Checkout struct {
	book   *orders.Book
	client mqtt.Client
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
	envelope, err := json.Marshal(map[string]json.RawMessage{"event": payload})
	if err != nil {
		return err
	}
	token := c.client.Publish(shop.Orders, 1, false, envelope) // want publishctx/no-carrier
	token.Wait()
	return token.Error()
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, addr string) error {
	client, err := shop.Connect(addr, "shop")
	if err != nil {
		return err
	}
	defer client.Disconnect(0)

	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	if err := warehouse.Subscribe(client); err != nil {
		return err
	}
	checkout := &Checkout{book: &orders.Book{}, client: client}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return nil
}
