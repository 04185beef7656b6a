// Package attempts asks a desk five times, with a span for each.
package attempts

import (
	"context"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/desk"
	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

var tracer = otel.Tracer("tracelint.test/nats/attempts")

const pause = time.Millisecond

// Warehouse reserves what was ordered.
type Warehouse struct {
	desk     *desk.Desk
	reserved chan string
}

func (w *Warehouse) handle(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(msg.Data)
	if err == nil {
		err = w.reserve(ctx, order.OrderID)
	}
	if err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
	}
	w.reserved <- order.OrderID
}

func (w *Warehouse) reserve(ctx context.Context, orderID string) error {
	var err error
	for attempt := range 10 {
		if err = w.ask(ctx, orderID, attempt+1); err == nil {
			return nil
		}
		time.Sleep(pause)
	}
	return err
}

func (w *Warehouse) ask(ctx context.Context, orderID string, attempt int) error {
	ctx, span := tracer.Start(ctx, "ask-desk", trace.WithAttributes(attribute.Int("attempt", attempt)))
	defer span.End()
	err := w.desk.Reserve(ctx, orderID)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &Warehouse{desk: &desk.Desk{Closed: 4}, reserved: make(chan string, 1)}
	sub, err := nc.Subscribe(shop.Orders, warehouse.handle)
	if err != nil {
		return err
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	if err := warehouse.desk.Asked(5); err != nil {
		return err
	}
	return sub.Unsubscribe()
}
