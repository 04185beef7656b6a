// Package workflow is the half of the programs about required fields that is
// right: events in an envelope, and a warehouse whose spans say what they are about.
package workflow

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

	"tracelint.test/testdata/lib/nats/shop"
)

var tracer = otel.Tracer("tracelint.test/nats/shop/workflow")

// Conversation is the attribute by which operators search for a workflow.
const Conversation = "messaging.message.conversation_id"

// Event is the envelope of what the shop tells the warehouse.
type Event struct {
	EventID       string `json:"event_id"`
	CorrelationID string `json:"correlation_id"`
	OrderID       string `json:"order_id"`
}

// Send publishes any event together with the trace it belongs to.
func Send(ctx context.Context, nc *nats.Conn, event any) error {
	payload, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return shop.Publish(ctx, nc, shop.Orders, payload)
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// Subscribe starts the consumption of events under spans that say what they are about.
func (w *Warehouse) Subscribe(nc *nats.Conn) (*nats.Subscription, error) {
	return nc.QueueSubscribe(shop.Orders, "warehouse", func(msg *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
		w.Reserved <- w.reserve(ctx, msg.Data)
	})
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) (orderID string) {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	var event Event
	if err := json.Unmarshal(payload, &event); err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
		return ""
	}
	span.SetAttributes(attribute.String("messaging.message.id", event.EventID), attribute.String(Conversation, event.CorrelationID))
	return event.OrderID
}
