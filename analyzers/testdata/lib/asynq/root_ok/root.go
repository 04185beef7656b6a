// Package root handles tasks in the traces that their headers bring along.
package root

import (
	"context"

	"github.com/hibiken/asynq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/asynq/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/asynq/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

func (w *Warehouse) reserve(ctx context.Context, task *asynq.Task) error {
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(task.Headers()))
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	defer func() { w.reserved <- task.Type() }()
	order, err := orders.Decode(task.Payload())
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, address string) error {
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	mux := asynq.NewServeMux()
	mux.HandleFunc(shop.Reserve, warehouse.reserve)
	return shop.Serve(ctx, address, warehouse.reserved, shop.Place, mux.ProcessTask)
}
