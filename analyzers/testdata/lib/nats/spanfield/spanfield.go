// Package spanfield handles orders under a span that does not say to which
// workflow they belong, though they do.
package spanfield

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
	"tracelint.test/testdata/lib/nats/shop/workflow"
)

var tracer = otel.Tracer("tracelint.test/nats/spanfield")

// Warehouse reserves what was ordered.
type Warehouse struct {
	reserved chan string
}

func (w *Warehouse) handle(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	w.reserved <- w.reserve(ctx, msg.Data)
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) (orderID string) {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer)) // want envelope/span-field
	defer span.End()
	var event workflow.Event
	if err := json.Unmarshal(payload, &event); err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
		return ""
	}
	span.SetAttributes(attribute.String("messaging.message.id", event.EventID))
	return event.OrderID
}

func place(ctx context.Context, nc *nats.Conn, flow, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String(workflow.Conversation, flow)))
	defer span.End()
	return workflow.Send(ctx, nc, workflow.Event{EventID: "e-1", CorrelationID: flow, OrderID: orderID})
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &Warehouse{reserved: make(chan string, 1)}
	sub, err := nc.Subscribe(shop.Orders, warehouse.handle)
	if err != nil {
		return err
	}
	if err := place(ctx, nc, "w-1", "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return sub.Unsubscribe()
}
