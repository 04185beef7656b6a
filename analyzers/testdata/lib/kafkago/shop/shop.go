// Package shop is the half of the kafka-go programs that is right: a shop that
// publishes orders, consumers of them, and the carrier they share.
package shop

import (
	"context"
	"time"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// The topics.
const (
	Orders     = "orders"
	DeadOrders = "orders.dead"
)

var tracer = otel.Tracer("tracelint.test/kafkago/shop")

// NewWriter returns a writer that sends at once and waits for the broker.
func NewWriter(broker, topic string) *kafka.Writer {
	return &kafka.Writer{
		Addr:         kafka.TCP(broker),
		Topic:        topic,
		BatchTimeout: time.Millisecond,
		RequiredAcks: kafka.RequireAll,
	}
}

// NewReader returns a reader of the whole topic.
func NewReader(broker, topic string) *kafka.Reader {
	return kafka.NewReader(kafka.ReaderConfig{
		Brokers:     []string{broker},
		Topic:       topic,
		GroupID:     "shop." + topic,
		StartOffset: kafka.FirstOffset,
		MaxWait:     50 * time.Millisecond,
	})
}

// Bus publishes events together with the trace they belong to.
type Bus struct {
	Writer *kafka.Writer
}

// Publish publishes payload under key.
func (b *Bus) Publish(ctx context.Context, key string, payload []byte) error {
	msg := kafka.Message{Key: []byte(key), Value: payload}
	otel.GetTextMapPropagator().Inject(ctx, Headers{&msg})
	return b.Writer.WriteMessages(ctx, msg)
}

// Place places an order.
func Place(ctx context.Context, bus *Bus, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	return bus.Publish(ctx, orderID, payload)
}

// Import publishes an order of an older system, in whatever trace ctx is in. The
// nightly job that does this is in none, and the message has no headers then.
func Import(ctx context.Context, bus *Bus, orderID string) error {
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	return bus.Publish(ctx, orderID, payload)
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Reader   *kafka.Reader
	Reserved chan string
}

// Run consumes orders until ctx is done.
func (w *Warehouse) Run(ctx context.Context) error {
	return consume(ctx, w.Reader, w.Reserved, reserve)
}

func reserve(ctx context.Context, order orders.Placed) error {
	_, span := tracer.Start(ctx, "reserve-inventory",
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(attribute.String("order.id", order.OrderID)))
	defer span.End()
	return nil
}

// Desk looks into orders that could not be handled.
type Desk struct {
	Reader   *kafka.Reader
	Reviewed chan string
}

// Run consumes dead orders until ctx is done.
func (d *Desk) Run(ctx context.Context) error {
	return consume(ctx, d.Reader, d.Reviewed, review)
}

func review(ctx context.Context, order orders.Placed) error {
	_, span := tracer.Start(ctx, "review-order",
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(attribute.String("order.id", order.OrderID)))
	defer span.End()
	return nil
}

// consume hands each message to handle, in the message's own trace.
func consume(ctx context.Context, reader *kafka.Reader, done chan<- string, handle func(context.Context, orders.Placed) error) error {
	for {
		msg, err := reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		order, err := orders.Decode(msg.Value)
		if err != nil {
			return err
		}
		if err := handle(otel.GetTextMapPropagator().Extract(ctx, Headers{&msg}), order); err != nil {
			return err
		}
		if err := reader.CommitMessages(ctx, msg); err != nil {
			return err
		}
		done <- order.OrderID
	}
}
