// Package bareverb processes two kinds of events under one name.
package bareverb

import (
	"context"
	"log/slog"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

const cancelled = "cancellations"

var tracer = otel.Tracer("tracelint.test/nats/bareverb")

// Warehouse keeps the books of what was ordered and what was cancelled.
type Warehouse struct {
	books map[string]*orders.Book
	done  chan string
}

func (w *Warehouse) handle(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	if err := w.record(ctx, msg); err != nil {
		slog.ErrorContext(ctx, "event not recorded", "error", err)
	}
	w.done <- msg.Subject
}

func (w *Warehouse) record(ctx context.Context, msg *nats.Msg) error {
	ctx, span := tracer.Start(ctx, "process", trace.WithSpanKind(trace.SpanKindConsumer)) // want spanname/bare-verb
	defer span.End()
	order, err := orders.Decode(msg.Data)
	if err != nil {
		return err
	}
	return w.books[msg.Subject].Add(ctx, order.OrderID)
}

func cancel(ctx context.Context, nc *nats.Conn, orderID string) error {
	ctx, span := tracer.Start(ctx, "cancel-order")
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	return shop.Publish(ctx, nc, cancelled, payload)
}

// Run places an order, cancels it, and lets the warehouse know of both.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}

	warehouse := &Warehouse{books: map[string]*orders.Book{shop.Orders: {}, cancelled: {}}, done: make(chan string, 2)}
	for subject := range warehouse.books {
		if _, err := nc.Subscribe(subject, warehouse.handle); err != nil {
			return err
		}
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	if err := cancel(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.done, 2)
	return nc.Drain()
}
