// Package republish moves orders that cannot be reserved to a dead letter topic
// in new records, which have neither the headers nor the context of the old.
package republish

import (
	"context"
	"errors"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kgo/shop"
)

var tracer = otel.Tracer("tracelint.test/kgo/republish")

// Warehouse reserves what was ordered. Its client has no hooks.
type Warehouse struct {
	client *kgo.Client
}

// Run consumes orders until ctx is done.
func (w *Warehouse) Run(ctx context.Context) error {
	for {
		fetches := w.client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		for _, record := range fetches.Records() {
			if err := w.handle(ctx, record); err != nil {
				return err
			}
		}
	}
}

func (w *Warehouse) handle(ctx context.Context, record *kgo.Record) error {
	ctx = otel.GetTextMapPropagator().Extract(ctx, kotel.NewRecordCarrier(record))
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(record.Value)
	if err != nil {
		return err
	}
	err = w.reserve(order)
	if errors.Is(err, orders.ErrOutOfStock) {
		dead := &kgo.Record{Topic: shop.DeadOrders, Key: record.Key, Value: record.Value}
		return w.client.ProduceSync(ctx, dead).FirstErr() // want publishctx/republish
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
	client, err := kgo.NewClient(
		kgo.SeedBrokers(broker),
		kgo.ConsumeTopics(shop.Orders),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
	)
	if err != nil {
		return err
	}
	defer client.Close()
	desk, err := shop.NewDesk(broker)
	if err != nil {
		return err
	}

	stopWarehouse := program.Start(ctx, (&Warehouse{client: client}).Run)
	stopDesk := program.Start(ctx, desk.Run)
	if err := shop.Place(ctx, producer, "o-1"); err != nil {
		return err
	}
	program.Await(desk.Handled, 1)
	return errors.Join(stopWarehouse(), stopDesk())
}
