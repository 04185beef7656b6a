// Package wrongcontext handles orders with the context that middleware has put into each
// message.
package wrongcontext

import (
	"context"

	"github.com/ThreeDotsLabs/watermill/message"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/watermill/shop"
)

var tracer = otel.Tracer("tracelint.test/watermill/wrongcontext")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

// Handler returns the handler of orders.
func (w *Warehouse) Handler() message.NoPublishHandlerFunc {
	return func(msg *message.Message) error {
		defer func() { w.reserved <- msg.UUID }()
		ctx, span := tracer.Start(msg.Context(), "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
		defer span.End()
		order, err := orders.Decode(msg.Payload)
		if err != nil {
			return err
		}
		return w.book.Add(ctx, order.OrderID)
	}
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	pubSub := shop.NewPubSub()
	defer pubSub.Close()
	router, err := shop.NewRouter()
	if err != nil {
		return err
	}
	router.AddMiddleware(shop.Extract)
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	router.AddConsumerHandler("warehouse", shop.Orders, pubSub, warehouse.Handler())
	stop := program.Start(ctx, router.Run)
	<-router.Running()

	if err := shop.Place(ctx, pubSub, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return stop()
}
