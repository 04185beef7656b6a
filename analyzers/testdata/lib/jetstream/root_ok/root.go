// Package root handles orders in traces of their own, which are linked to the trace that
// the headers bring along.
package root

import (
	"context"
	"log/slog"

	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/jetstream/shop"
)

var tracer = otel.Tracer("tracelint.test/jetstream/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

// Consume starts the consumption of orders.
func (w *Warehouse) Consume(ctx context.Context, js jetstream.JetStream) (jetstream.ConsumeContext, error) {
	consumer, err := shop.NewConsumer(ctx, js, "warehouse", shop.Orders)
	if err != nil {
		return nil, err
	}
	return consumer.Consume(func(msg jetstream.Msg) {
		if err := w.handle(ctx, msg); err != nil {
			slog.ErrorContext(ctx, "order not reserved", "error", err)
		}
		w.reserved <- msg.Subject()
	})
}

func (w *Warehouse) handle(ctx context.Context, msg jetstream.Msg) error {
	sender := otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Headers()))
	ctx, span := tracer.Start(ctx, "reserve-inventory",
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithLinks(trace.LinkFromContext(sender)))
	defer span.End()
	order, err := orders.Decode(msg.Data())
	if err == nil {
		err = w.book.Add(ctx, order.OrderID)
	}
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
		return err
	}
	return msg.Ack()
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	js, disconnect, err := shop.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer disconnect()

	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	consumption, err := warehouse.Consume(ctx, js)
	if err != nil {
		return err
	}
	defer shop.Drain(consumption)
	if err := shop.Place(ctx, js, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return nil
}
