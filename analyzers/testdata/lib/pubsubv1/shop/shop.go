// Package shop is the half of the programs of the first Pub/Sub client that is right: a shop that
// publishes orders and a warehouse that receives them.
package shop

import (
	"context"
	"errors"
	"time"

	"cloud.google.com/go/pubsub"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

// Names on the server.
const (
	Project = "shop"
	Orders  = "orders"
)

var tracer = otel.Tracer("tracelint.test/pubsubv1/shop")

// NewClient returns a client that writes nothing of its own into messages.
func NewClient(ctx context.Context) (*pubsub.Client, error) { return pubsub.NewClient(ctx, Project) }

// NewTracedClient returns a client that has the trace in attributes of its own.
func NewTracedClient(ctx context.Context) (*pubsub.Client, error) {
	return pubsub.NewClientWithConfig(ctx, Project, &pubsub.ClientConfig{EnableOpenTelemetryTracing: true})
}

// Place places an order.
func Place(ctx context.Context, client *pubsub.Client) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	msg := &pubsub.Message{Data: payload, Attributes: map[string]string{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Attributes))
	_, err = client.Topic(Orders).Publish(ctx, msg).Get(ctx)
	return err
}

// Serve creates topic and subscription, has one order placed and consumed, and
// awaits its reservation.
func Serve(ctx context.Context, client *pubsub.Client, reserved <-chan string, place, consume func(context.Context, *pubsub.Client) error) error {
	defer client.Close()
	topic, err := client.CreateTopic(ctx, Orders)
	if err != nil {
		return err
	}
	if _, err := client.CreateSubscription(ctx, Orders, pubsub.SubscriptionConfig{Topic: topic, AckDeadline: 10 * time.Second}); err != nil {
		return err
	}
	stop := program.Start(ctx, func(ctx context.Context) error { return consume(ctx, client) })
	err = place(ctx, client)
	if err == nil {
		program.Await(reserved, 1)
	}
	return errors.Join(err, stop())
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Traced   bool // the client is: the context that comes with a message is the message's
	Reserved chan string
}

// Consume reserves orders until the context ends.
func (w *Warehouse) Consume(ctx context.Context, client *pubsub.Client) error {
	return client.Subscription(Orders).Receive(ctx, func(ctx context.Context, msg *pubsub.Message) {
		if !w.Traced {
			ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msg.Attributes))
		}
		reserve(ctx, msg.Data)
		msg.Ack()
		w.Reserved <- msg.ID
	})
}

func reserve(ctx context.Context, payload []byte) {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	if _, err := orders.Decode(payload); err != nil {
		span.RecordError(err)
	}
}
