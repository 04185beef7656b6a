// Package root works on jobs in traces of their own.
package root

import (
	"context"

	"github.com/riverqueue/river"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/river/shop"
)

var tracer = otel.Tracer("tracelint.test/river/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	river.WorkerDefaults[shop.Reserve]
	book     orders.Book
	reserved chan string
}

// Work works on a job.
func (w *Warehouse) Work(_ context.Context, job *river.Job[shop.Reserve]) error {
	ctx, span := tracer.Start(context.Background(), "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer)) // want freshroot/root
	defer span.End()
	defer func() { w.reserved <- job.Args.OrderID }()
	return w.book.Add(ctx, job.Args.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	warehouse := &Warehouse{reserved: make(chan string, 1)}
	return shop.Serve(ctx, url, warehouse.reserved, shop.Place, warehouse)
}
