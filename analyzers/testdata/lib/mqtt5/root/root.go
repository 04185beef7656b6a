// Package root handles orders in traces of their own: the handler has no context
// and makes one, instead of taking it from the user properties.
package root

import (
	"context"
	"log/slog"

	"github.com/eclipse/paho.golang/paho"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/mqtt5/shop"
)

var tracer = otel.Tracer("tracelint.test/mqtt5/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

func (w *Warehouse) handle(p *paho.Publish) {
	ctx := context.Background() // want freshroot/root
	if err := w.reserve(ctx, p.Payload); err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
	}
	w.reserved <- p.Topic
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
func Run(ctx context.Context, addr string) error {
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	client, err := shop.Connect(ctx, addr, warehouse.handle)
	if err != nil {
		return err
	}
	if err := shop.Place(ctx, client, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return client.Disconnect(&paho.Disconnect{})
}
