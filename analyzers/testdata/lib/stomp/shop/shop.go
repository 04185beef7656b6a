// Package shop is the half of the STOMP programs that is right: a shop that
// sends orders and a warehouse that takes them.
package shop

import (
	"context"
	"log/slog"

	"github.com/go-stomp/stomp/v3"
	"github.com/go-stomp/stomp/v3/frame"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// Orders is the queue of orders placed.
const Orders = "/queue/orders"

var tracer = otel.Tracer("tracelint.test/stomp/shop")

// Carrier reads and writes the headers of a message.
type Carrier struct{ *frame.Header }

var _ propagation.TextMapCarrier = Carrier{}

// Keys returns the names of all headers.
func (c Carrier) Keys() []string {
	var keys []string
	for i := range c.Len() {
		key, _ := c.GetAt(i)
		keys = append(keys, key)
	}
	return keys
}

// Inject is an option of a message that writes the trace of ctx into its headers.
func Inject(ctx context.Context) func(*frame.Frame) error {
	return func(f *frame.Frame) error {
		otel.GetTextMapPropagator().Inject(ctx, Carrier{f.Header})
		return nil
	}
}

// Place places an order.
func Place(ctx context.Context, conn *stomp.Conn, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	return conn.Send(Orders, "application/json", payload, Inject(ctx))
}

// Reserve reserves what is ordered until ctx is done, and says of which orders it did.
func Reserve(ctx context.Context, sub *stomp.Subscription, reserved chan<- string) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case msg := <-sub.C:
			if msg.Err != nil {
				return msg.Err
			}
			reserved <- reserve(otel.GetTextMapPropagator().Extract(ctx, Carrier{msg.Header}), msg.Body)
		}
	}
}

func reserve(ctx context.Context, payload []byte) (orderID string) {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(payload)
	if err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
	}
	return order.OrderID
}
