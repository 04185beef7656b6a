// Package root handles orders in traces of their own: the client is not set to
// trace, so the context is the subscription's.
package root

import (
	"context"
	"log/slog"

	"cloud.google.com/go/pubsub"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/pubsubv1/shop"
)

var tracer = otel.Tracer("tracelint.test/pubsubv1/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	client   *pubsub.Client
	book     *orders.Book
	reserved chan string
}

// Consume reserves orders until the context ends.
func (w *Warehouse) Consume(ctx context.Context, _ *pubsub.Client) error {
	return w.client.Subscription(shop.Orders).Receive(ctx, func(ctx context.Context, msg *pubsub.Message) {
		if err := w.reserve(ctx, msg.Data); err != nil { // want freshroot/root
			slog.ErrorContext(ctx, "order not reserved", "error", err)
		}
		msg.Ack()
		w.reserved <- msg.ID
	})
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
	client, err := pubsub.NewClient(ctx, shop.Project)
	if err != nil {
		return err
	}
	warehouse := &Warehouse{client: client, book: &orders.Book{}, reserved: make(chan string, 1)}
	return shop.Serve(ctx, client, warehouse.reserved, shop.Place, warehouse.Consume)
}
