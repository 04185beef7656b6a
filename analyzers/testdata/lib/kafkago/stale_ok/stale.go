// Package stale starts a span for the publishing and injects that span's context.
package stale

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kafkago/shop"
)

var tracer = otel.Tracer("tracelint.test/kafkago/stale")

// Checkout places orders.
type Checkout struct {
	book   *orders.Book
	writer *kafka.Writer
}

// Place writes the order down and publishes it.
func (c *Checkout) Place(ctx context.Context, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	if err := c.book.Add(ctx, orderID); err != nil {
		return err
	}
	return c.publish(ctx, orders.Placed{OrderID: orderID})
}

func (c *Checkout) publish(ctx context.Context, order orders.Placed) error {
	ctx, span := tracer.Start(ctx, "publish orders", trace.WithSpanKind(trace.SpanKindProducer))
	defer span.End()
	payload, err := order.Encode()
	if err != nil {
		return err
	}
	msg := kafka.Message{Key: []byte(order.OrderID), Value: payload}
	otel.GetTextMapPropagator().Inject(ctx, shop.Headers{Message: &msg})
	return c.writer.WriteMessages(ctx, msg)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	writer := shop.NewWriter(broker, shop.Orders)
	defer writer.Close()
	reader := shop.NewReader(broker, shop.Orders)
	defer reader.Close()

	warehouse := &shop.Warehouse{Reader: reader, Reserved: make(chan string, 1)}
	stop := program.Start(ctx, warehouse.Run)
	checkout := &Checkout{book: &orders.Book{}, writer: writer}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return stop()
}
