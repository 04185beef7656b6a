// Package root handles orders in traces of their own: the context is the loop's.
package root

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
	"gocloud.dev/pubsub"

	"tracelint.test/testdata/lib/gocloud/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/gocloud/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

// Consume reserves orders until the context ends.
func (w *Warehouse) Consume(ctx context.Context, sub *pubsub.Subscription) error {
	for {
		msg, err := sub.Receive(ctx)
		if err != nil {
			return err
		}
		if err := w.reserve(ctx, msg.Body); err != nil { // want freshroot/root
			return err
		}
		msg.Ack()
		w.reserved <- msg.LoggableID
	}
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(payload)
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	place := func(ctx context.Context, topic *pubsub.Topic) error { return shop.Place(ctx, topic, "o-1") }
	return shop.Serve(ctx, warehouse.reserved, place, warehouse.Consume)
}
