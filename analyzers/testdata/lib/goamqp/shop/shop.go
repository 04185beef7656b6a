// Package shop is the half of the programs of AMQP 1.0 that is right: a shop that
// sends orders and a warehouse that receives them.
package shop

import (
	"context"
	"errors"

	"github.com/Azure/go-amqp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/goamqp/shop")

// Properties reads and writes the application properties of a message.
type Properties map[string]any

var _ propagation.TextMapCarrier = Properties{}

// Get returns the property of that name.
func (p Properties) Get(key string) string {
	value, _ := p[key].(string)
	return value
}

// Set sets a property.
func (p Properties) Set(key, value string) { p[key] = value }

// Keys returns the names of all properties.
func (p Properties) Keys() []string {
	var keys []string
	for key := range p {
		keys = append(keys, key)
	}
	return keys
}

// Place places an order.
func Place(ctx context.Context, sender *amqp.Sender) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	msg := amqp.NewMessage(payload)
	msg.ApplicationProperties = Properties{}
	otel.GetTextMapPropagator().Inject(ctx, Properties(msg.ApplicationProperties))
	return sender.Send(ctx, msg, nil)
}

// Consume returns a consumer that reserves orders until its context ends.
func Consume(reserved chan<- string) func(context.Context, *amqp.Receiver) error {
	return func(ctx context.Context, receiver *amqp.Receiver) error {
		for {
			msg, err := receiver.Receive(ctx, nil)
			if err != nil {
				return err
			}
			if err := reserve(otel.GetTextMapPropagator().Extract(ctx, Properties(msg.ApplicationProperties)), msg.GetData()); err != nil {
				return err
			}
			if err := receiver.AcceptMessage(ctx, msg); err != nil {
				return err
			}
			reserved <- receiver.Address()
		}
	}
}

func reserve(ctx context.Context, payload []byte) error {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode(payload)
	return err
}

// Serve has one order placed and consumed, and awaits its reservation. What is
// sent to the address goes to the queue that the receiver has for itself.
func Serve(ctx context.Context, url string, place func(context.Context, *amqp.Sender) error, consume func(context.Context, *amqp.Receiver) error, reserved <-chan string) error {
	conn, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return err
	}
	defer conn.Close()
	session, err := conn.NewSession(ctx, nil)
	if err != nil {
		return err
	}
	address := "/topic/" + program.Own("orders")
	receiver, err := session.NewReceiver(ctx, address, nil)
	if err != nil {
		return err
	}
	sender, err := session.NewSender(ctx, address, nil)
	if err != nil {
		return err
	}
	stop := program.Start(ctx, func(ctx context.Context) error { return consume(ctx, receiver) })
	err = place(ctx, sender)
	if err == nil {
		program.Await(reserved, 1)
	}
	return errors.Join(err, stop())
}
