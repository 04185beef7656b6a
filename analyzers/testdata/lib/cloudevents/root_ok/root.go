// Package root handles events in the traces that are among their extensions.
package root

import (
	"context"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/protocol/gochan"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/cloudevents/shop"
	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/cloudevents/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	events   cloudevents.Client
	book     *orders.Book
	reserved chan string
}

// Receive reserves orders until the context ends.
func (w *Warehouse) Receive(ctx context.Context) error {
	return w.events.StartReceiver(ctx, func(e cloudevents.Event) error {
		defer func() { w.reserved <- e.ID() }()
		carrier := propagation.MapCarrier{}
		for name, value := range e.Extensions() {
			if text, ok := value.(string); ok {
				carrier.Set(name, text)
			}
		}
		return w.reserve(otel.GetTextMapPropagator().Extract(context.Background(), carrier), e.Data())
	})
}

func (w *Warehouse) reserve(ctx context.Context, payload []byte) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(payload)
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, _ string) error {
	events, err := cloudevents.NewClient(gochan.New())
	if err != nil {
		return err
	}
	warehouse := &Warehouse{events: events, book: &orders.Book{}, reserved: make(chan string, 1)}
	place := func(ctx context.Context) error { return shop.Place(ctx, events) }
	return shop.Serve(ctx, warehouse.reserved, place, warehouse.Receive)
}
