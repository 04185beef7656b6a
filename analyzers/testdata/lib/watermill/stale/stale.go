// Package stale starts a span for the publishing and injects the context from
// before the span: what the consumer does hangs on the span above it.
package stale

import (
	"context"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/watermill/shop"
)

var tracer = otel.Tracer("tracelint.test/watermill/stale")

// Checkout places orders.
type Checkout struct {
	book      *orders.Book
	publisher message.Publisher
}

// Place writes the order down and publishes it.
func (c *Checkout) Place(ctx context.Context, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	if err := c.book.Add(ctx, orderID); err != nil {
		return err
	}
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	return c.publish(ctx, message.NewMessage(watermill.NewUUID(), payload))
}

func (c *Checkout) publish(ctx context.Context, msg *message.Message) error {
	_, span := tracer.Start(ctx, "publish orders", trace.WithSpanKind(trace.SpanKindProducer)) // want publishctx/stale
	defer span.End()
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	return c.publisher.Publish(shop.Orders, msg)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	pubSub := shop.NewPubSub()
	defer pubSub.Close()
	router, err := shop.NewRouter()
	if err != nil {
		return err
	}
	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	warehouse.AddTo(router, pubSub)
	stop := program.Start(ctx, router.Run)
	<-router.Running()

	checkout := &Checkout{book: &orders.Book{}, publisher: pubSub}
	if err := checkout.Place(ctx, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return stop()
}
