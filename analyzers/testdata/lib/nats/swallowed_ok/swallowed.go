// Package swallowed says so when an order cannot be reserved.
package swallowed

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/desk"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

var tracer = otel.Tracer("tracelint.test/nats/swallowed")

// Warehouse reserves what was ordered.
type Warehouse struct {
	desk    *desk.Desk
	handled chan string
	booked  int
}

func (w *Warehouse) handle(msg *nats.Msg) {
	w.reserve(msg)
	w.handled <- msg.Subject
}

func (w *Warehouse) reserve(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	if err := w.desk.Reserve(ctx, string(msg.Data)); err != nil {
		span.SetStatus(codes.Error, err.Error())
		return
	}
	w.booked++
}

// Run places one order, which the warehouse cannot reserve.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &Warehouse{desk: &desk.Desk{Closed: 1}, handled: make(chan string, 1)}
	sub, err := nc.Subscribe(shop.Orders, warehouse.handle)
	if err != nil {
		return err
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.handled, 1)
	if err := warehouse.desk.Asked(1); err != nil {
		return err
	}
	return sub.Unsubscribe()
}
