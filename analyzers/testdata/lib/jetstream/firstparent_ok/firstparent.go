// Package firstparent reserves what was ordered in batches, in the
// trace of the first and with a link to each of the others.
package firstparent

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/jetstream/shop"
)

var tracer = otel.Tracer("tracelint.test/jetstream/firstparent")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book *orders.Book
}

// Fetch takes n orders from the consumer.
func (w *Warehouse) Fetch(consumer jetstream.Consumer, n int) ([]jetstream.Msg, error) {
	batch, err := consumer.Fetch(n, jetstream.FetchMaxWait(3*time.Second))
	if err != nil {
		return nil, err
	}
	var msgs []jetstream.Msg
	for msg := range batch.Messages() {
		msgs = append(msgs, msg)
	}
	return msgs, batch.Error()
}

// Reserve reserves the orders in the messages.
func (w *Warehouse) Reserve(ctx context.Context, msgs []jetstream.Msg) error {
	first := otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msgs[0].Headers()))
	var links []trace.Link
	for _, msg := range msgs[1:] {
		sender := otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Headers()))
		links = append(links, trace.LinkFromContext(sender))
	}
	ctx, span := tracer.Start(first, "reserve-batch", trace.WithSpanKind(trace.SpanKindConsumer), trace.WithLinks(links...))
	defer span.End()
	for _, msg := range msgs {
		order, err := orders.Decode(msg.Data())
		if err != nil {
			return err
		}
		if err := w.book.Add(ctx, order.OrderID); err != nil {
			return err
		}
		if err := msg.Ack(); err != nil {
			return err
		}
	}
	return nil
}

// Run places two orders, in a trace each, and lets the warehouse reserve both at once.
func Run(ctx context.Context, url string) error {
	js, disconnect, err := shop.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer disconnect()
	consumer, err := shop.NewConsumer(ctx, js, "warehouse", shop.Orders)
	if err != nil {
		return err
	}
	if err := errors.Join(shop.Place(ctx, js, "o-1"), shop.Place(ctx, js, "o-2")); err != nil {
		return err
	}
	warehouse := &Warehouse{book: &orders.Book{}}
	msgs, err := warehouse.Fetch(consumer, 2)
	if err != nil {
		return err
	}
	return warehouse.Reserve(ctx, msgs)
}
