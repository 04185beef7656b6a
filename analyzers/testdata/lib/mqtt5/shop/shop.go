// Package shop is the half of the MQTT 5 programs that is right: a shop that
// publishes orders and a warehouse that consumes them.
package shop

import (
	"context"
	"log/slog"
	"net"

	"github.com/eclipse/paho.golang/paho"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// Orders is the topic of orders placed.
const Orders = "orders"

var tracer = otel.Tracer("tracelint.test/mqtt5/shop")

// Carrier reads and writes the user properties of a message.
type Carrier struct{ User *paho.UserProperties }

var _ propagation.TextMapCarrier = Carrier{}

// Get returns the property of that name.
func (c Carrier) Get(key string) string { return c.User.Get(key) }

// Set adds a property.
func (c Carrier) Set(key, value string) { c.User.Add(key, value) }

// Keys returns the names of all properties.
func (c Carrier) Keys() []string {
	var keys []string
	for _, p := range *c.User {
		keys = append(keys, p.Key)
	}
	return keys
}

// Connect connects to the broker and subscribes to orders, which handle is given.
func Connect(ctx context.Context, addr string, handle paho.MessageHandler) (*paho.Client, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	router := paho.NewStandardRouter()
	router.RegisterHandler(Orders, handle)
	client := paho.NewClient(paho.ClientConfig{Conn: conn, OnPublishReceived: []func(paho.PublishReceived) (bool, error){
		func(r paho.PublishReceived) (bool, error) {
			router.Route(r.Packet.Packet())
			return true, nil
		},
	}})
	if _, err := client.Connect(ctx, &paho.Connect{ClientID: "shop", KeepAlive: 30, CleanStart: true}); err != nil {
		return nil, err
	}
	_, err = client.Subscribe(ctx, &paho.Subscribe{Subscriptions: []paho.SubscribeOptions{{Topic: Orders, QoS: 1}}})
	return client, err
}

// Place places an order.
func Place(ctx context.Context, client *paho.Client, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	p := &paho.Publish{Topic: Orders, QoS: 1, Payload: payload, Properties: &paho.PublishProperties{}}
	otel.GetTextMapPropagator().Inject(ctx, Carrier{&p.Properties.User})
	_, err = client.Publish(ctx, p)
	return err
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// Handle reserves what a message orders.
func (w *Warehouse) Handle(p *paho.Publish) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), Carrier{&p.Properties.User})
	w.Reserved <- w.reserve(ctx, p.Payload)
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) (orderID string) {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(payload)
	if err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
	}
	return order.OrderID
}
