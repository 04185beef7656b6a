// Package shop is the half of the JetStream programs that is right: a shop that
// publishes orders and consumers of them.
package shop

import (
	"context"
	"log/slog"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// The subjects. All are in one stream.
const (
	Orders     = "shop.orders"
	DeadOrders = "shop.dead"

	stream = "SHOP"
)

var tracer = otel.Tracer("tracelint.test/jetstream/shop")

// Connect returns JetStream with the stream in it.
func Connect(ctx context.Context, url string) (js jetstream.JetStream, disconnect func(), err error) {
	nc, err := nats.Connect(url)
	if err != nil {
		return nil, nil, err
	}
	js, err = jetstream.New(nc)
	if err == nil {
		_, err = js.CreateStream(ctx, jetstream.StreamConfig{Name: stream, Subjects: []string{"shop.>"}})
	}
	if err != nil {
		nc.Close()
		return nil, nil, err
	}
	return js, nc.Close, nil
}

// NewConsumer returns a durable consumer of the subject.
func NewConsumer(ctx context.Context, js jetstream.JetStream, name, subject string) (jetstream.Consumer, error) {
	return js.CreateConsumer(ctx, stream, jetstream.ConsumerConfig{
		Durable:       name,
		FilterSubject: subject,
		AckPolicy:     jetstream.AckExplicitPolicy,
	})
}

// Drain ends a consumption and waits for its handlers.
func Drain(consumption jetstream.ConsumeContext) {
	consumption.Drain()
	<-consumption.Closed()
}

// Place places an order.
func Place(ctx context.Context, js jetstream.JetStream, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := nats.NewMsg(Orders)
	msg.Data = payload
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	_, err = js.PublishMsg(ctx, msg)
	return err
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// Consume starts the consumption of orders.
func (w *Warehouse) Consume(ctx context.Context, js jetstream.JetStream) (jetstream.ConsumeContext, error) {
	consumer, err := NewConsumer(ctx, js, "warehouse", Orders)
	if err != nil {
		return nil, err
	}
	return consumer.Consume(func(msg jetstream.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Headers()))
		ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
		finish(ctx, span, msg, w.Reserved)
	})
}

// Desk looks into orders that could not be handled.
type Desk struct {
	Reviewed chan string
}

// Consume starts the consumption of dead orders.
func (d *Desk) Consume(ctx context.Context, js jetstream.JetStream) (jetstream.ConsumeContext, error) {
	consumer, err := NewConsumer(ctx, js, "desk", DeadOrders)
	if err != nil {
		return nil, err
	}
	return consumer.Consume(func(msg jetstream.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Headers()))
		ctx, span := tracer.Start(ctx, "review-order", trace.WithSpanKind(trace.SpanKindConsumer))
		finish(ctx, span, msg, d.Reviewed)
	})
}

// finish ends what a handler started.
func finish(ctx context.Context, span trace.Span, msg jetstream.Msg, done chan<- string) {
	if err := msg.Ack(); err != nil {
		slog.ErrorContext(ctx, "order not acknowledged", "error", err)
		span.SetStatus(codes.Error, err.Error())
	}
	span.End()
	done <- msg.Subject()
}
