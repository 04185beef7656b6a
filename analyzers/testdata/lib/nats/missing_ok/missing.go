// Package missing passes the correlation id of an order on to the reservation that
// follows from it.
package missing

import (
	"context"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

var tracer = otel.Tracer("tracelint.test/nats/missing")

// Warehouse reserves what was ordered.
type Warehouse struct {
	nc *nats.Conn
}

func (w *Warehouse) reserve(ctx context.Context, placed orders.Event) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer), shop.Describe(placed))
	defer span.End()
	return shop.Send(ctx, w.nc, shop.Reserved, orders.Event{
		ID:            uuid.NewString(),
		CorrelationID: placed.CorrelationID,
		OrderID:       placed.OrderID,
	})
}

// Run places one order, which is reserved and delivered.
func Run(ctx context.Context, url string) error {
	return shop.Follow(ctx, url, program.Await, func(nc *nats.Conn) func(context.Context, orders.Event) error {
		return (&Warehouse{nc: nc}).reserve
	})
}
