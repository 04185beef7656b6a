// Package discarded takes the trace out of the headers and handles the order in it.
package discarded

import (
	"context"
	"log/slog"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

var tracer = otel.Tracer("tracelint.test/nats/discarded")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

func (w *Warehouse) handle(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	if err := w.reserve(ctx, msg.Data); err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
	}
	w.reserved <- msg.Subject
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(payload)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	sub, err := nc.Subscribe(shop.Orders, warehouse.handle)
	if err != nil {
		return err
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return sub.Unsubscribe()
}
