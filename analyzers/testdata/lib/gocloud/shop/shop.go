// Package shop is the half of the gocloud programs that is right: a shop that
// sends orders to a topic in memory and a warehouse that receives them.
package shop

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"gocloud.dev/pubsub"
	"gocloud.dev/pubsub/mempubsub"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/gocloud/shop")

// Place places an order.
func Place(ctx context.Context, topic *pubsub.Topic, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := &pubsub.Message{Body: payload, Metadata: map[string]string{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	return topic.Send(ctx, msg)
}

// Serve has one order placed on a new topic, consumed, and awaits its reservation.
func Serve(ctx context.Context, reserved <-chan string, place func(context.Context, *pubsub.Topic) error, consume func(context.Context, *pubsub.Subscription) error) error {
	topic := mempubsub.NewTopic()
	defer topic.Shutdown(ctx)
	sub := mempubsub.NewSubscription(topic, time.Minute)
	defer sub.Shutdown(ctx)
	stop := program.Start(ctx, func(ctx context.Context) error {
		if err := consume(ctx, sub); ctx.Err() == nil {
			return err
		}
		return nil
	})
	err := place(ctx, topic)
	if err == nil {
		program.Await(reserved, 1)
	}
	return errors.Join(err, stop())
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reserved chan string
}

// Consume reserves orders until the context ends.
func (w *Warehouse) Consume(ctx context.Context, sub *pubsub.Subscription) error {
	for {
		msg, err := sub.Receive(ctx)
		if err != nil {
			return err
		}
		err = reserve(otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(msg.Metadata)), msg.Body)
		if err != nil {
			return err
		}
		msg.Ack()
		w.Reserved <- msg.LoggableID
	}
}

func reserve(ctx context.Context, payload []byte) error {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode(payload)
	return err
}
