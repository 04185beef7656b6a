// Package shop is the half of the NSQ programs that is right: a warehouse that
// takes orders in envelopes, since the messages have no headers.
package shop

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/nsqio/go-nsq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// Orders is the topic of orders placed.
const Orders = "orders"

var tracer = otel.Tracer("tracelint.test/nsq/shop")

// Envelope is what goes over the wire: an event, and the trace it belongs to.
type Envelope struct {
	Trace map[string]string `json:"trace,omitempty"`
	Event json.RawMessage   `json:"event"`
}

// Seal puts the event into an envelope together with the trace of ctx.
func Seal(ctx context.Context, event []byte) ([]byte, error) {
	e := Envelope{Trace: map[string]string{}, Event: event}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(e.Trace))
	return json.Marshal(e)
}

// Connect makes a producer.
func Connect(addr string) (*nsq.Producer, error) {
	producer, err := nsq.NewProducer(addr, nsq.NewConfig())
	if err != nil {
		return nil, err
	}
	producer.SetLoggerLevel(nsq.LogLevelError)
	return producer, nil
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// Subscribe starts the consumption of orders.
func (w *Warehouse) Subscribe(addr string) (*nsq.Consumer, error) {
	consumer, err := nsq.NewConsumer(Orders, "warehouse", nsq.NewConfig())
	if err != nil {
		return nil, err
	}
	consumer.SetLoggerLevel(nsq.LogLevelError)
	consumer.AddHandler(w)
	return consumer, consumer.ConnectToNSQD(addr)
}

// HandleMessage takes one order.
func (w *Warehouse) HandleMessage(m *nsq.Message) error {
	var e Envelope
	if err := json.Unmarshal(m.Body, &e); err != nil {
		slog.Error("order not reserved", "error", err)
		return nil // again it would be no better
	}
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.MapCarrier(e.Trace))
	w.Reserved <- w.reserve(ctx, e.Event)
	return nil
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) (orderID string) {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(payload)
	if err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
	}
	return order.OrderID
}
