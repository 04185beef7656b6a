// Package root reserves orders in the context of the consumer, instead of that
// of their headers.
package root

import (
	"context"
	"errors"

	amqp "github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/amqp091/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/amqp091/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

// Consume takes orders until ctx is done.
func (w *Warehouse) Consume(ctx context.Context, ch *amqp.Channel, queue string) error {
	deliveries, err := ch.ConsumeWithContext(ctx, queue, "warehouse", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for delivery := range deliveries {
		if err := w.reserve(ctx, delivery); err != nil {
			return err
		}
		w.reserved <- queue
	}
	return ctx.Err()
}

func (w *Warehouse) reserve(ctx context.Context, delivery amqp.Delivery) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer)) // want freshroot/root
	defer span.End()
	order, err := orders.Decode(delivery.Body)
	if err == nil {
		err = w.book.Add(ctx, order.OrderID)
	}
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
		return errors.Join(err, delivery.Nack(false, false))
	}
	return delivery.Ack(false)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	return shop.Serve(ctx, url, shop.Place, warehouse.Consume, warehouse.reserved)
}
