// Package shop is the half of the watermill programs that is right: a shop that
// publishes orders, consumers of them, and the middleware they need.
package shop

import (
	"context"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// The topics.
const (
	Orders     = "orders"
	DeadOrders = "orders.dead"
)

var tracer = otel.Tracer("tracelint.test/watermill/shop")

// NewPubSub returns a broker inside the process.
func NewPubSub() *gochannel.GoChannel {
	return gochannel.NewGoChannel(gochannel.Config{OutputChannelBuffer: 1}, watermill.NopLogger{})
}

// NewRouter returns a router without middleware.
func NewRouter() (*message.Router, error) {
	return message.NewRouter(message.RouterConfig{}, watermill.NopLogger{})
}

// Extract is middleware that gives a message the context of its trace.
func Extract(next message.HandlerFunc) message.HandlerFunc {
	return func(msg *message.Message) ([]*message.Message, error) {
		msg.SetContext(otel.GetTextMapPropagator().Extract(msg.Context(), propagation.MapCarrier(msg.Metadata)))
		return next(msg)
	}
}

// Place places an order.
func Place(ctx context.Context, pub message.Publisher, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := message.NewMessageWithContext(ctx, watermill.NewUUID(), payload)
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	return pub.Publish(Orders, msg)
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// AddTo adds the warehouse to a router.
func (w *Warehouse) AddTo(router *message.Router, sub message.Subscriber) {
	router.AddConsumerHandler("warehouse", Orders, sub, func(msg *message.Message) error {
		defer func() { w.Reserved <- msg.UUID }()
		return reserve(msg)
	}).AddMiddleware(Extract)
}

func reserve(msg *message.Message) error {
	_, span := tracer.Start(msg.Context(), "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode(msg.Payload)
	return err
}

// Desk looks into orders that could not be handled.
type Desk struct {
	Reviewed chan string
}

// AddTo adds the desk to a router.
func (d *Desk) AddTo(router *message.Router, sub message.Subscriber) {
	router.AddConsumerHandler("desk", DeadOrders, sub, func(msg *message.Message) error {
		defer func() { d.Reviewed <- msg.UUID }()
		return review(msg)
	}).AddMiddleware(Extract)
}

func review(msg *message.Message) error {
	_, span := tracer.Start(msg.Context(), "review-order", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode(msg.Payload)
	return err
}
