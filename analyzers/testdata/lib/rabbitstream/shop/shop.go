// Package shop is the half of the programs of streams that is right: a shop that
// writes orders to a stream and a warehouse that reads them.
package shop

import (
	"context"
	"errors"
	"log/slog"

	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/amqp"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/stream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/rabbitstream/shop")

// Properties reads and writes the application properties of a message.
type Properties map[string]any

var _ propagation.TextMapCarrier = Properties{}

// Get returns the property of that name.
func (p Properties) Get(key string) string {
	value, _ := p[key].(string)
	return value
}

// Set sets a property.
func (p Properties) Set(key, value string) { p[key] = value }

// Keys returns the names of all properties.
func (p Properties) Keys() []string {
	var keys []string
	for key := range p {
		keys = append(keys, key)
	}
	return keys
}

// Place places an order.
func Place(ctx context.Context, producer *stream.Producer, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := amqp.NewMessage(payload)
	msg.ApplicationProperties = Properties{}
	otel.GetTextMapPropagator().Inject(ctx, Properties(msg.ApplicationProperties))
	return producer.Send(msg)
}

// Handle returns a handler that reserves orders.
func Handle(reserved chan<- string) stream.MessagesHandler {
	return func(_ stream.ConsumerContext, msg *amqp.Message) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), Properties(msg.ApplicationProperties))
		reserved <- reserve(ctx, msg.GetData())
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

// Serve has one order placed and consumed, in a stream that lasts as long, and
// awaits its reservation.
func Serve(ctx context.Context, uri string, place func(context.Context, *stream.Producer) error, consume func(*stream.Environment, string) (*stream.Consumer, error), reserved <-chan string) (err error) {
	env, err := stream.NewEnvironment(stream.NewEnvironmentOptions().SetUri(uri))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, env.Close()) }()
	name := program.Own("orders")
	if err := env.DeclareStream(name, nil); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, env.DeleteStream(name)) }()
	producer, err := env.NewProducer(name, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, producer.Close()) }()
	consumer, err := consume(env, name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, consumer.Close()) }()
	if err := place(ctx, producer); err != nil {
		return err
	}
	program.Await(reserved, 1)
	return nil
}
