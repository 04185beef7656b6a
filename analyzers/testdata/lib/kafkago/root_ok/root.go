// Package root handles orders in the trace that their message brings along.
package root

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kafkago/shop"
)

var tracer = otel.Tracer("tracelint.test/kafkago/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	reader   *kafka.Reader
	book     *orders.Book
	reserved chan string
}

// Run consumes orders until ctx is done.
func (w *Warehouse) Run(ctx context.Context) error {
	for {
		msg, err := w.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := w.handle(ctx, msg); err != nil {
			return err
		}
		w.reserved <- string(msg.Key)
	}
}

func (w *Warehouse) handle(ctx context.Context, msg kafka.Message) error {
	ctx = otel.GetTextMapPropagator().Extract(ctx, shop.Headers{Message: &msg})
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(msg.Value)
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	writer := shop.NewWriter(broker, shop.Orders)
	defer writer.Close()
	reader := shop.NewReader(broker, shop.Orders)
	defer reader.Close()

	warehouse := &Warehouse{reader: reader, book: &orders.Book{}, reserved: make(chan string, 1)}
	stop := program.Start(ctx, warehouse.Run)
	if err := shop.Place(ctx, &shop.Bus{Writer: writer}, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return stop()
}
