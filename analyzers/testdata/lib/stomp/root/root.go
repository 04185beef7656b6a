// Package root reserves orders in the context of the consumer, instead of that of their headers.
package root

import (
	"context"
	"errors"
	"log/slog"

	"github.com/go-stomp/stomp/v3"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/stomp/shop"
)

var tracer = otel.Tracer("tracelint.test/stomp/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	sub      *stomp.Subscription
	reserved chan string
}

// Consume takes orders until ctx is done.
func (w *Warehouse) Consume(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case msg := <-w.sub.C:
			if msg.Err != nil {
				return msg.Err
			}
			if err := w.reserve(ctx, msg.Body); err != nil { // want freshroot/root
				slog.ErrorContext(ctx, "order not reserved", "error", err)
			}
			w.reserved <- msg.Destination
		}
	}
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(payload)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, addr string) error {
	conn, err := stomp.Dial("tcp", addr)
	if err != nil {
		return err
	}
	sub, err := conn.Subscribe(shop.Orders, stomp.AckAuto)
	if err != nil {
		return err
	}
	warehouse := &Warehouse{book: &orders.Book{}, sub: sub, reserved: make(chan string, 1)}
	stop := program.Start(ctx, warehouse.Consume)
	if err := shop.Place(ctx, conn, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return errors.Join(stop(), conn.Disconnect())
}
