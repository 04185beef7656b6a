// Package shop is the half of the programs of streadway/amqp that is right: a
// shop that publishes orders and a warehouse that reserves them.
package shop

import (
	"context"
	"errors"

	"github.com/streadway/amqp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/streadway/shop")

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
	return ch.Publish("", queue, false, false, amqp.Publishing{Headers: headers, Body: payload})
}

// Consume returns a consumer that reserves orders until its context ends.
func Consume(reserved chan<- string) Client {
	return func(ctx context.Context, ch *amqp.Channel, queue string) error {
		deliveries, err := ch.Consume(queue, "warehouse", true, false, false, false, nil)
		if err != nil {
			return err
		}
		context.AfterFunc(ctx, func() { ch.Cancel("warehouse", false) })
		for delivery := range deliveries {
			if err := reserve(otel.GetTextMapPropagator().Extract(ctx, Headers(delivery.Headers)), delivery.Body); err != nil {
				return err
			}
			reserved <- queue
		}
		return ctx.Err()
	}
}

func reserve(ctx context.Context, payload []byte) error {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode(payload)
	return err
}

// Client publishes to a queue or consumes what is in it, and has a channel for
// itself.
type Client func(ctx context.Context, ch *amqp.Channel, queue string) error

// Serve has one order placed and consumed, in a queue that lasts as long as the
// connection, and awaits its reservation.
func Serve(ctx context.Context, url string, place, consume Client, reserved <-chan string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	defer conn.Close()
	out, err := conn.Channel()
	if err != nil {
		return err
	}
	in, err := conn.Channel()
	if err != nil {
		return err
	}
	queue, err := in.QueueDeclare("", false, true, true, false, nil)
	if err != nil {
		return err
	}
	stop := program.Start(ctx, func(ctx context.Context) error { return consume(ctx, in, queue.Name) })
	err = place(ctx, out, queue.Name)
	if err == nil {
		program.Await(reserved, 1)
	}
	return errors.Join(err, stop())
}
