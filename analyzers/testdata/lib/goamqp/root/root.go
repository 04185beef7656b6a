// Package root reserves orders in the context of the receiver, instead of that
// of their application properties.
package root

import (
	"context"

	"github.com/Azure/go-amqp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/goamqp/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/goamqp/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

// Consume receives orders until ctx is done.
func (w *Warehouse) Consume(ctx context.Context, receiver *amqp.Receiver) error {
	for {
		msg, err := receiver.Receive(ctx, nil)
		if err != nil {
			return err
		}
		if err := w.reserve(ctx, msg); err != nil {
			return err
		}
		if err := receiver.AcceptMessage(ctx, msg); err != nil {
			return err
		}
		w.reserved <- receiver.Address()
	}
}

func (w *Warehouse) reserve(ctx context.Context, msg *amqp.Message) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer)) // want freshroot/root
	defer span.End()
	order, err := orders.Decode(msg.GetData())
	if err == nil {
		err = w.book.Add(ctx, order.OrderID)
	}
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	return shop.Serve(ctx, url, shop.Place, warehouse.Consume, warehouse.reserved)
}
