// Package root handles orders in traces of their own: their span is given no parent, though
// the headers name one.
package root

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/opentracing/opentracing-go"
	"github.com/opentracing/opentracing-go/ext"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/opentracing/shop"
)

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

func (w *Warehouse) handle(msg *nats.Msg) {
	span := opentracing.StartSpan("reserve-inventory", ext.SpanKindConsumer) // want freshroot/root
	defer span.Finish()
	if err := w.reserve(opentracing.ContextWithSpan(context.Background(), span), msg.Data); err != nil {
		ext.LogError(span, err)
	}
	w.reserved <- msg.Subject
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) error {
	order, err := orders.Decode(payload)
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	sub, err := nc.Subscribe(shop.Orders, warehouse.handle)
	if err != nil {
		return err
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return sub.Drain()
}
