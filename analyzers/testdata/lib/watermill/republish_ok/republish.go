// Package republish moves orders that cannot be reserved to a dead letter topic in new
// messages that have the metadata of the old.
package republish

import (
	"context"
	"errors"
	"maps"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/watermill/shop"
)

var tracer = otel.Tracer("tracelint.test/watermill/republish")

// Warehouse reserves what was ordered.
type Warehouse struct{}

func (w *Warehouse) handle(msg *message.Message) ([]*message.Message, error) {
	_, span := tracer.Start(msg.Context(), "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(msg.Payload)
	if err != nil {
		return nil, err
	}
	err = w.reserve(order)
	if errors.Is(err, orders.ErrOutOfStock) {
		dead := message.NewMessage(watermill.NewUUID(), msg.Payload)
		maps.Copy(dead.Metadata, msg.Metadata)
		return []*message.Message{dead}, nil
	}
	return nil, err
}

func (w *Warehouse) reserve(orders.Placed) error { return orders.ErrOutOfStock }

// Run places one order, which the warehouse cannot reserve and the desk reviews.
func Run(ctx context.Context, _ string) error {
	pubSub := shop.NewPubSub()
	defer pubSub.Close()
	router, err := shop.NewRouter()
	if err != nil {
		return err
	}
	router.AddMiddleware(shop.Extract)
	router.AddHandler("warehouse", shop.Orders, pubSub, shop.DeadOrders, pubSub, (&Warehouse{}).handle)
	desk := &shop.Desk{Reviewed: make(chan string, 1)}
	desk.AddTo(router, pubSub)
	stop := program.Start(ctx, router.Run)
	<-router.Running()

	if err := shop.Place(ctx, pubSub, "o-1"); err != nil {
		return err
	}
	program.Await(desk.Reviewed, 1)
	return stop()
}
