// Package root reserves the orders of a stream in traces of their own: a handler
// is given no context, and starts from an empty one.
package root

import (
	"context"
	"log/slog"

	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/amqp"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/stream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/rabbitstream/shop"
)

var tracer = otel.Tracer("tracelint.test/rabbitstream/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

// Consume reads orders until the consumer is closed.
func (w *Warehouse) Consume(env *stream.Environment, name string) (*stream.Consumer, error) {
	return env.NewConsumer(name, w.handle, stream.NewConsumerOptions().SetOffset(stream.OffsetSpecification{}.First()))
}

func (w *Warehouse) handle(consumer stream.ConsumerContext, msg *amqp.Message) {
	ctx, span := tracer.Start(context.Background(), "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer)) // want freshroot/root
	if err := w.reserve(ctx, msg.GetData()); err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
	}
	span.End()
	w.reserved <- consumer.Consumer.GetStreamName()
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) error {
	order, err := orders.Decode(payload)
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, uri string) error {
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	place := func(ctx context.Context, producer *stream.Producer) error { return shop.Place(ctx, producer, "o-1") }
	return shop.Serve(ctx, uri, place, warehouse.Consume, warehouse.reserved)
}
