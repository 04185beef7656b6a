// Package shop is the half of the OpenTracing programs that is right: a shop that
// publishes orders over core NATS and a warehouse that consumes them.
package shop

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/opentracing/opentracing-go"
	"github.com/opentracing/opentracing-go/ext"

	"tracelint.test/testdata/lib/internal/orders"
)

// Orders is the subject of orders placed.
const Orders = "orders"

// Place places an order.
func Place(ctx context.Context, nc *nats.Conn, orderID string) error {
	span, _ := opentracing.StartSpanFromContext(ctx, "place-order")
	defer span.Finish()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := nats.NewMsg(Orders)
	msg.Data = payload
	if err := span.Tracer().Inject(span.Context(), opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(msg.Header)); err != nil {
		return err
	}
	return nc.PublishMsg(msg)
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// Subscribe starts the consumption of orders.
func (w *Warehouse) Subscribe(nc *nats.Conn) (*nats.Subscription, error) {
	return nc.QueueSubscribe(Orders, "warehouse", func(msg *nats.Msg) {
		opts := []opentracing.StartSpanOption{ext.SpanKindConsumer}
		if parent, err := opentracing.GlobalTracer().Extract(opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(msg.Header)); err == nil {
			opts = append(opts, opentracing.FollowsFrom(parent))
		}
		span := opentracing.StartSpan("reserve-inventory", opts...)
		defer span.Finish()
		w.Reserved <- reserve(span, msg.Data)
	})
}

func reserve(span opentracing.Span, payload []byte) (orderID string) {
	order, err := orders.Decode(payload)
	if err != nil {
		ext.LogError(span, err)
	}
	return order.OrderID
}
