// Package causation does not say which event a reservation follows from.
package causation

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

var tracer = otel.Tracer("tracelint.test/nats/causation")

// Event is the envelope of events that have a cause.
type Event struct {
	ID            string `json:"id"`
	CorrelationID string `json:"correlation_id"`
	CausationID   string `json:"causation_id"`
	OrderID       string `json:"order_id"`
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	nc *nats.Conn
}

func (w *Warehouse) reserve(ctx context.Context, placed orders.Event) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer), shop.Describe(placed))
	defer span.End()
	return w.send(ctx, Event{ // want followup/causation
		ID:            uuid.NewString(),
		CorrelationID: placed.CorrelationID,
		OrderID:       placed.OrderID,
	})
}

func (w *Warehouse) send(ctx context.Context, event Event) error {
	payload, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return shop.Publish(ctx, w.nc, shop.Reserved, payload)
}

// deliver sends the goods of a reservation on their way.
func deliver(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	var reserved Event
	err := json.Unmarshal(msg.Data, &reserved)
	_, span := tracer.Start(ctx, "deliver-order", trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(
		attribute.String("event.id", reserved.ID),
		attribute.String("causation.id", reserved.CausationID),
	))
	defer span.End()
	if err != nil {
		span.RecordError(err)
	}
}

// Run places one order, which is reserved and delivered.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()
	done := make(chan string, 2)
	stop, err := shop.On(nc, shop.Orders, done, (&Warehouse{nc: nc}).reserve)
	if err != nil {
		return err
	}
	sub, err := nc.Subscribe(shop.Reserved, func(msg *nats.Msg) {
		deliver(msg)
		done <- msg.Subject
	})
	if err != nil {
		return err
	}
	if err := shop.Begin(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(done, 2)
	if err := stop(); err != nil {
		return err
	}
	return sub.Unsubscribe()
}
