// Package shop is the half of the core NATS programs that is right: a shop that
// publishes orders and a warehouse that consumes them.
package shop

import (
	"context"
	"log/slog"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// Orders is the subject of orders placed.
const Orders = "orders"

var tracer = otel.Tracer("tracelint.test/nats/shop")

// Publish publishes payload together with the trace it belongs to.
func Publish(ctx context.Context, nc *nats.Conn, subject string, payload []byte) error {
	msg := nats.NewMsg(subject)
	msg.Data = payload
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return nc.PublishMsg(msg)
}

// Place places an order.
func Place(ctx context.Context, nc *nats.Conn, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	return Publish(ctx, nc, Orders, payload)
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// Subscribe starts the consumption of orders.
func (w *Warehouse) Subscribe(nc *nats.Conn) (*nats.Subscription, error) {
	return nc.QueueSubscribe(Orders, "warehouse", func(msg *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
		w.Reserved <- w.reserve(ctx, msg.Data)
	})
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) (orderID string) {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(payload)
	if err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
	}
	return order.OrderID
}
