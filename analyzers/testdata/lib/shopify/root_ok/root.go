// Package root handles orders in the trace that came with each message.
package root

import (
	"context"

	"github.com/Shopify/sarama"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/shopify/shop"
)

var tracer = otel.Tracer("tracelint.test/shopify/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	shop.Member
	book     *orders.Book
	reserved chan string
}

// ConsumeClaim handles the messages of a partition.
func (w *Warehouse) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		if err := w.handle(session, msg); err != nil {
			return err
		}
		session.MarkMessage(msg, "")
		w.reserved <- string(msg.Value)
	}
	return nil
}

func (w *Warehouse) handle(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage) error {
	ctx, span := tracer.Start(shop.Extract(session.Context(), msg), "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(msg.Value)
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	producer, err := sarama.NewSyncProducer([]string{broker}, shop.NewConfig())
	if err != nil {
		return err
	}
	defer producer.Close()

	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	stop := program.Start(ctx, func(ctx context.Context) error { return shop.Consume(ctx, broker, warehouse) })
	if err := shop.Place(ctx, producer, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return stop()
}
