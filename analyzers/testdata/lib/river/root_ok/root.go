// Package root works on jobs in the traces that their metadata bring along.
package root

import (
	"context"
	"encoding/json"

	"github.com/riverqueue/river"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
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
func (w *Warehouse) Work(ctx context.Context, job *river.Job[shop.Reserve]) error {
	carrier := propagation.MapCarrier{}
	var metadata map[string]any
	if err := json.Unmarshal(job.Metadata, &metadata); err != nil {
		return err
	}
	for key, value := range metadata {
		if text, ok := value.(string); ok {
			carrier[key] = text
		}
	}
	ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier), "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	defer func() { w.reserved <- job.Args.OrderID }()
	return w.book.Add(ctx, job.Args.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	warehouse := &Warehouse{reserved: make(chan string, 1)}
	return shop.Serve(ctx, url, warehouse.reserved, shop.Place, warehouse)
}
