// Package root handles orders in traces of their own: the handler's span starts
// from an empty context, not from the one that kotel put into the record.
package root

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kgo/shop"
)

var tracer = otel.Tracer("tracelint.test/kgo/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	client   *kgo.Client
	book     *orders.Book
	reserved chan string
}

// Run consumes orders until ctx is done.
func (w *Warehouse) Run(ctx context.Context) error {
	for {
		fetches := w.client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		for _, record := range fetches.Records() {
			if err := w.handle(record); err != nil {
				return err
			}
			w.reserved <- string(record.Key)
		}
	}
}

func (w *Warehouse) handle(record *kgo.Record) error {
	ctx, span := tracer.Start(context.Background(), "reserve-inventory") // want freshroot/root
	defer span.End()
	order, err := orders.Decode(record.Value)
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	producer, err := shop.NewProducer(broker)
	if err != nil {
		return err
	}
	defer producer.Close()
	client, err := shop.NewConsumer(broker, shop.Orders, kotel.NewTracer())
	if err != nil {
		return err
	}
	defer client.Close()

	warehouse := &Warehouse{client: client, book: &orders.Book{}, reserved: make(chan string, 1)}
	stop := program.Start(ctx, warehouse.Run)
	if err := shop.Place(ctx, producer, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return stop()
}
