// Package shop is the half of the programs of AMQP 0.9.1 that is right: a shop
// that publishes orders, a warehouse that reserves them, and a desk for those
// that it cannot reserve.
package shop

import (
	"context"
	"errors"

	amqp "github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/amqp091/shop")

// Headers reads and writes the headers of a message.
type Headers amqp.Table

var _ propagation.TextMapCarrier = Headers{}

// Get returns the header of that name.
func (h Headers) Get(key string) string {
	value, _ := h[key].(string)
	return value
}

// Set sets a header.
func (h Headers) Set(key, value string) { h[key] = value }

// Keys returns the names of all headers.
func (h Headers) Keys() []string {
	var keys []string
	for key := range h {
		keys = append(keys, key)
	}
	return keys
}

// Place places an order.
func Place(ctx context.Context, ch *amqp.Channel, queue string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	headers := amqp.Table{}
	otel.GetTextMapPropagator().Inject(ctx, Headers(headers))
	return ch.PublishWithContext(ctx, "", queue, false, false, amqp.Publishing{Headers: headers, Body: payload})
}

// Consume returns a consumer that has a span of that name for each order, until
// its context ends.
func Consume(name string, handled chan<- string) Client {
	return func(ctx context.Context, ch *amqp.Channel, queue string) error {
		deliveries, err := ch.ConsumeWithContext(ctx, queue, "", true, false, false, false, nil)
		if err != nil {
			return err
		}
		for delivery := range deliveries {
			if err := handle(otel.GetTextMapPropagator().Extract(ctx, Headers(delivery.Headers)), name, delivery.Body); err != nil {
				return err
			}
			handled <- queue
		}
		return ctx.Err()
	}
}

func handle(ctx context.Context, name string, payload []byte) error {
	_, span := tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode(payload)
	return err
}

// Client publishes to a queue or consumes what is in it, and has a channel for
// itself.
type Client func(ctx context.Context, ch *amqp.Channel, queue string) error

// Broker is a connection to the broker.
type Broker struct{ *amqp.Connection }

// Dial connects to the broker.
func Dial(url string) (Broker, error) {
	conn, err := amqp.Dial(url)
	return Broker{conn}, err
}

// Queue makes a queue that lasts as long as the connection, and returns the
// name that the broker gave it.
func (b Broker) Queue() (string, error) {
	ch, err := b.Channel()
	if err != nil {
		return "", err
	}
	defer ch.Close()
	queue, err := ch.QueueDeclare("", false, true, true, false, nil)
	return queue.Name, err
}

// Start starts a consumer, which runs until stop is called.
func (b Broker) Start(ctx context.Context, consume Client, queue string) (stop func() error, err error) {
	ch, err := b.Channel()
	if err != nil {
		return nil, err
	}
	return program.Start(ctx, func(ctx context.Context) error { return consume(ctx, ch, queue) }), nil
}

// Serve has one order placed and consumed, and awaits what comes of it.
func (b Broker) Serve(ctx context.Context, place, consume Client, handled <-chan string) error {
	queue, err := b.Queue()
	if err != nil {
		return err
	}
	stop, err := b.Start(ctx, consume, queue)
	if err != nil {
		return err
	}
	ch, err := b.Channel()
	if err == nil {
		err = place(ctx, ch, queue)
	}
	if err == nil {
		program.Await(handled, 1)
	}
	return errors.Join(err, stop())
}

// Serve does the same with a connection of its own.
func Serve(ctx context.Context, url string, place, consume Client, handled <-chan string) error {
	broker, err := Dial(url)
	if err != nil {
		return err
	}
	defer broker.Close()
	return broker.Serve(ctx, place, consume, handled)
}
