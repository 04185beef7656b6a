// Package cardinality makes a span name of each order's id.
package cardinality

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

var tracer = otel.Tracer("tracelint.test/nats/cardinality")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

func (w *Warehouse) handle(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	order, err := orders.Decode(msg.Data)
	if err == nil {
		err = w.reserve(ctx, order)
	}
	if err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
	}
	w.reserved <- order.OrderID
}

func (w *Warehouse) reserve(ctx context.Context, order orders.Placed) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory for "+order.OrderID, trace.WithSpanKind(trace.SpanKindConsumer)) // want spanname/cardinality
	defer span.End()
	return w.book.Add(ctx, order.OrderID)
}

// Run places three orders and lets the warehouse reserve them.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 3)}
	sub, err := nc.Subscribe(shop.Orders, warehouse.handle)
	if err != nil {
		return err
	}
	for _, id := range []string{"o-1", "o-2", "o-3"} {
		if err := shop.Place(ctx, nc, id); err != nil {
			return err
		}
	}
	program.Await(warehouse.reserved, 3)
	return sub.Unsubscribe()
}
