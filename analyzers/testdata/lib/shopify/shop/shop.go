// Package shop is the half of the programs of Shopify/sarama that is right: a shop that
// publishes orders, a consumer of them, and the carriers they share.
package shop

import (
	"context"
	"errors"

	"github.com/Shopify/sarama"
	"go.opentelemetry.io/contrib/instrumentation/github.com/Shopify/sarama/otelsarama"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// Orders is the topic.
const Orders = "orders"

var tracer = otel.Tracer("tracelint.test/shopify/shop")

// NewConfig returns what the producers and consumers here need to be set.
func NewConfig() *sarama.Config {
	cfg := sarama.NewConfig()
	cfg.Producer.Return.Successes = true
	cfg.Consumer.Offsets.Initial = sarama.OffsetOldest
	return cfg
}

// Inject writes the trace of ctx into the headers of the message.
func Inject(ctx context.Context, msg *sarama.ProducerMessage) {
	otel.GetTextMapPropagator().Inject(ctx, otelsarama.NewProducerMessageCarrier(msg))
}

// Extract returns ctx with the trace in the headers of the message.
func Extract(ctx context.Context, msg *sarama.ConsumerMessage) context.Context {
	return otel.GetTextMapPropagator().Extract(ctx, otelsarama.NewConsumerMessageCarrier(msg))
}

// Place places an order.
func Place(ctx context.Context, producer sarama.SyncProducer, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := &sarama.ProducerMessage{Topic: Orders, Value: sarama.ByteEncoder(payload)}
	Inject(ctx, msg)
	_, _, err = producer.SendMessage(msg)
	return err
}

// Consume hands the topic's messages to the handler until ctx is done.
func Consume(ctx context.Context, broker string, handler sarama.ConsumerGroupHandler) error {
	group, err := sarama.NewConsumerGroup([]string{broker}, "shop", NewConfig())
	if err != nil {
		return err
	}
	defer group.Close()
	for ctx.Err() == nil {
		if err := group.Consume(ctx, []string{Orders}, handler); err != nil && !errors.Is(err, sarama.ErrClosedConsumerGroup) {
			return err
		}
	}
	return ctx.Err()
}

// Member is the part of a handler that all have alike.
type Member struct{}

func (Member) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (Member) Cleanup(sarama.ConsumerGroupSession) error { return nil }

// Warehouse reserves what was ordered.
type Warehouse struct {
	Member
	Reserved chan string
}

// ConsumeClaim handles the messages of a partition, each in its own trace.
func (w *Warehouse) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		order, err := orders.Decode(msg.Value)
		if err != nil {
			return err
		}
		w.reserve(Extract(session.Context(), msg), order)
		session.MarkMessage(msg, "")
	}
	return nil
}

func (w *Warehouse) reserve(ctx context.Context, order orders.Placed) {
	_, span := tracer.Start(ctx, "reserve-inventory",
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(attribute.String("order.id", order.OrderID)))
	span.End()
	w.Reserved <- order.OrderID
}
