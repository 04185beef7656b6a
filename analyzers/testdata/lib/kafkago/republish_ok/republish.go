// Package republish moves orders that cannot be reserved to a dead letter topic
// together with their headers.
package republish

import (
	"context"
	"errors"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kafkago/shop"
)

var tracer = otel.Tracer("tracelint.test/kafkago/republish")

// Warehouse reserves what was ordered.
type Warehouse struct {
	reader *kafka.Reader
	dead   *kafka.Writer
}

// Run consumes orders until ctx is done.
func (w *Warehouse) Run(ctx context.Context) error {
	for {
		msg, err := w.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		if err := w.handle(ctx, msg); err != nil {
			return err
		}
		if err := w.reader.CommitMessages(ctx, msg); err != nil {
			return err
		}
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
	err = w.reserve(order)
	if errors.Is(err, orders.ErrOutOfStock) {
		return w.dead.WriteMessages(ctx, kafka.Message{Key: msg.Key, Value: msg.Value, Headers: msg.Headers})
	}
	return err
}

func (w *Warehouse) reserve(orders.Placed) error { return orders.ErrOutOfStock }

// Run places one order, which the warehouse cannot reserve and the desk reviews.
func Run(ctx context.Context, broker string) error {
	writer, dead := shop.NewWriter(broker, shop.Orders), shop.NewWriter(broker, shop.DeadOrders)
	defer writer.Close()
	defer dead.Close()
	reader, deadReader := shop.NewReader(broker, shop.Orders), shop.NewReader(broker, shop.DeadOrders)
	defer reader.Close()
	defer deadReader.Close()

	warehouse := &Warehouse{reader: reader, dead: dead}
	stopWarehouse := program.Start(ctx, warehouse.Run)
	desk := &shop.Desk{Reader: deadReader, Reviewed: make(chan string, 1)}
	stopDesk := program.Start(ctx, desk.Run)
	if err := shop.Place(ctx, &shop.Bus{Writer: writer}, "o-1"); err != nil {
		return err
	}
	program.Await(desk.Reviewed, 1)
	return errors.Join(stopWarehouse(), stopDesk())
}
