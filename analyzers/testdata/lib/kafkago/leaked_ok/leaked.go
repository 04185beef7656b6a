// Package leaked extracts into a variable of the loop's body, so that an order without
// headers has no trace but its own.
package leaked

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kafkago/shop"
)

var tracer = otel.Tracer("tracelint.test/kafkago/leaked")

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
		msgCtx := otel.GetTextMapPropagator().Extract(ctx, shop.Headers{Message: &msg})
		if err := w.handle(msgCtx, msg); err != nil {
			return err
		}
		w.reserved <- string(msg.Key)
	}
}

func (w *Warehouse) handle(ctx context.Context, msg kafka.Message) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(msg.Value)
	if err != nil {
		return err
	}
	span.SetAttributes(attribute.String("order.id", order.OrderID))
	return w.book.Add(ctx, order.OrderID)
}

// Run places an order, imports another one outside of any trace, and lets the
// warehouse reserve both.
func Run(ctx context.Context, broker string) error {
	writer := shop.NewWriter(broker, shop.Orders)
	defer writer.Close()
	reader := shop.NewReader(broker, shop.Orders)
	defer reader.Close()

	warehouse := &Warehouse{reader: reader, book: &orders.Book{}, reserved: make(chan string, 2)}
	stop := program.Start(ctx, warehouse.Run)
	bus := &shop.Bus{Writer: writer}
	if err := shop.Place(ctx, bus, "o-1"); err != nil {
		return err
	}
	if err := shop.Import(ctx, bus, "o-2"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 2)
	return stop()
}
