// Package republish moves orders that cannot be reserved to a queue of their own
// and leaves their headers, and with them their trace, behind.
package republish

import (
	"context"
	"errors"

	amqp "github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/amqp091/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/amqp091/republish")

// Warehouse reserves what was ordered.
type Warehouse struct {
	dead string // the queue for orders that cannot be reserved
}

// Consume takes orders until ctx is done.
func (w *Warehouse) Consume(ctx context.Context, ch *amqp.Channel, queue string) error {
	deliveries, err := ch.ConsumeWithContext(ctx, queue, "warehouse", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for delivery := range deliveries {
		if err := w.handle(ctx, ch, delivery); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (w *Warehouse) handle(ctx context.Context, ch *amqp.Channel, delivery amqp.Delivery) error {
	ctx = otel.GetTextMapPropagator().Extract(ctx, shop.Headers(delivery.Headers))
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(delivery.Body)
	if err != nil {
		return err
	}
	err = w.reserve(order)
	if errors.Is(err, orders.ErrOutOfStock) {
		err = ch.PublishWithContext(ctx, "", w.dead, false, false, amqp.Publishing{ContentType: delivery.ContentType, Body: delivery.Body}) // want publishctx/republish
	}
	if err != nil {
		return err
	}
	return delivery.Ack(false)
}

func (w *Warehouse) reserve(orders.Placed) error { return orders.ErrOutOfStock }

// Run places one order, which the warehouse cannot reserve and the desk reviews.
func Run(ctx context.Context, url string) error {
	broker, err := shop.Dial(url)
	if err != nil {
		return err
	}
	defer broker.Close()
	dead, err := broker.Queue()
	if err != nil {
		return err
	}
	reviewed := make(chan string, 1)
	stop, err := broker.Start(ctx, shop.Consume("review-order", reviewed), dead)
	if err != nil {
		return err
	}
	warehouse := &Warehouse{dead: dead}
	return errors.Join(broker.Serve(ctx, shop.Place, warehouse.Consume, reviewed), stop())
}
