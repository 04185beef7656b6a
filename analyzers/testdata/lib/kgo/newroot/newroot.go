// Package newroot moves orders that cannot be reserved to a dead letter topic by
// producing the consumed record again. kotel takes the parent from the context
// in the record, that of the receive span, and not from the one it is given.
package newroot

import (
	"context"
	"errors"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kgo/shop"
)

// Warehouse reserves what was ordered.
type Warehouse struct {
	client *kgo.Client
	tracer *kotel.Tracer
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
		}
	}
}

func (w *Warehouse) handle(record *kgo.Record) error {
	ctx, span := w.tracer.WithProcessSpan(record)
	defer span.End()
	order, err := orders.Decode(record.Value)
	if err != nil {
		return err
	}
	err = w.reserve(order)
	if errors.Is(err, orders.ErrOutOfStock) {
		record.Topic = shop.DeadOrders
		return w.client.ProduceSync(ctx, record).FirstErr() // want publishctx/new-root
	}
	return err
}

func (w *Warehouse) reserve(orders.Placed) error { return orders.ErrOutOfStock }

// Run places one order, which the warehouse cannot reserve and the desk reviews.
func Run(ctx context.Context, broker string) error {
	producer, err := shop.NewProducer(broker)
	if err != nil {
		return err
	}
	defer producer.Close()
	tracer := kotel.NewTracer(kotel.LinkSpans())
	client, err := shop.NewConsumer(broker, shop.Orders, tracer)
	if err != nil {
		return err
	}
	defer client.Close()
	desk, err := shop.NewDesk(broker)
	if err != nil {
		return err
	}

	stopWarehouse := program.Start(ctx, (&Warehouse{client: client, tracer: tracer}).Run)
	stopDesk := program.Start(ctx, desk.Run)
	if err := shop.Place(ctx, producer, "o-1"); err != nil {
		return err
	}
	program.Await(desk.Handled, 1)
	return errors.Join(stopWarehouse(), stopDesk())
}
