// Package shop is the half of the MQTT 3 programs that is right: a warehouse
// that takes orders in envelopes, since the messages have no headers.
package shop

import (
	"context"
	"encoding/json"
	"log/slog"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// Orders is the topic of orders placed.
const Orders = "orders"

var tracer = otel.Tracer("tracelint.test/mqtt/shop")

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

// Connect connects to the broker.
func Connect(addr, id string) (mqtt.Client, error) {
	client := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://" + addr).SetClientID(id))
	token := client.Connect()
	token.Wait()
	return client, token.Error()
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// Subscribe starts the consumption of orders.
func (w *Warehouse) Subscribe(client mqtt.Client) error {
	token := client.Subscribe(Orders, 1, func(_ mqtt.Client, msg mqtt.Message) {
		var e Envelope
		if err := json.Unmarshal(msg.Payload(), &e); err != nil {
			slog.Error("order not reserved", "error", err)
			return
		}
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.MapCarrier(e.Trace))
		w.Reserved <- w.reserve(ctx, e.Event)
	})
	token.Wait()
	return token.Error()
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
