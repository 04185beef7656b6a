// Package root handles orders in the context of the poll, which belongs to no message:
// each is handled in a trace of its own.
package root

import (
	"context"

	"github.com/confluentinc/confluent-kafka-go/kafka"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/confluentv1/shop"
	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/confluentv1/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

func (w *Warehouse) handle(ctx context.Context, msg *kafka.Message) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer)) // want freshroot/root
	defer span.End()
	order, err := orders.Decode(msg.Value)
	if err != nil {
		return err
	}
	if err := w.book.Add(ctx, order.OrderID); err != nil {
		return err
	}
	w.reserved <- order.OrderID
	return nil
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	producer, err := shop.NewProducer(broker)
	if err != nil {
		return err
	}
	defer producer.Close()

	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	stop := program.Start(ctx, func(ctx context.Context) error { return shop.Consume(ctx, broker, warehouse.handle) })
	if err := shop.Place(ctx, producer, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return stop()
}
