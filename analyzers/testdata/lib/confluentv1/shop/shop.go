// Package shop is the half of the programs with the first confluent-kafka-go that
// is right: a shop that publishes orders, a consumer of them, and the headers they share.
package shop

import (
	"context"
	"errors"

	"github.com/confluentinc/confluent-kafka-go/kafka"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

// Orders is the topic of messages about orders.
const Orders = "orders"

var tracer = otel.Tracer("tracelint.test/confluentv1/shop")

// To is any partition of a topic.
func To(topic string) kafka.TopicPartition {
	return kafka.TopicPartition{Topic: &topic, Partition: kafka.PartitionAny}
}

// NewProducer returns a producer.
func NewProducer(broker string) (*kafka.Producer, error) {
	return kafka.NewProducer(&kafka.ConfigMap{"bootstrap.servers": broker})
}

// Inject writes the trace of ctx into the headers of the message.
func Inject(ctx context.Context, msg *kafka.Message) {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	for key, value := range carrier {
		msg.Headers = append(msg.Headers, kafka.Header{Key: key, Value: []byte(value)})
	}
}

// Extract returns ctx with the trace in the headers of the message.
func Extract(ctx context.Context, msg *kafka.Message) context.Context {
	carrier := propagation.MapCarrier{}
	for _, header := range msg.Headers {
		carrier.Set(header.Key, string(header.Value))
	}
	return otel.GetTextMapPropagator().Extract(ctx, carrier)
}

// Delivered waits until the broker has what was produced.
func Delivered(reports <-chan kafka.Event) error {
	if msg, ok := (<-reports).(*kafka.Message); ok {
		return msg.TopicPartition.Error
	}
	return errors.New("not a report about a message")
}

// Place places an order.
func Place(ctx context.Context, producer *kafka.Producer, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := &kafka.Message{TopicPartition: To(Orders), Value: payload}
	Inject(ctx, msg)
	reports := make(chan kafka.Event, 1)
	if err := producer.Produce(msg, reports); err != nil {
		return err
	}
	return Delivered(reports)
}

// Consume hands the topic's messages to handle until ctx is done.
func Consume(ctx context.Context, broker string, handle func(context.Context, *kafka.Message) error) error {
	consumer, err := kafka.NewConsumer(&kafka.ConfigMap{"bootstrap.servers": broker, "group.id": "shop", "auto.offset.reset": "earliest"})
	if err != nil {
		return err
	}
	defer consumer.Close()
	if err := consumer.Subscribe(Orders, nil); err != nil {
		return err
	}
	for ctx.Err() == nil {
		switch e := consumer.Poll(int(program.Moment.Milliseconds())).(type) {
		case *kafka.Message:
			if err := handle(ctx, e); err != nil {
				return err
			}
		case kafka.Error:
			if e.IsFatal() {
				return e
			}
		}
	}
	return ctx.Err()
}

// Warehouse reserves what was ordered.
type Warehouse struct{ Reserved chan string }

// Handle reserves what was ordered, in the trace of the order.
func (w *Warehouse) Handle(ctx context.Context, msg *kafka.Message) error {
	order, err := orders.Decode(msg.Value)
	if err != nil {
		return err
	}
	_, span := tracer.Start(Extract(ctx, msg), "reserve-inventory",
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(attribute.String("order.id", order.OrderID)))
	span.End()
	w.Reserved <- order.OrderID
	return nil
}
