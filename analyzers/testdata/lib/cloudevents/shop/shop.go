// Package shop is the half of the CloudEvents programs that is right: a shop
// that sends orders and a warehouse that receives them.
package shop

import (
	"context"
	"errors"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/event"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/cloudevents/shop")

// NewEvent returns the event that an order was placed.
func NewEvent(payload []byte) (event.Event, error) {
	e := event.New()
	e.SetID("e-1")
	e.SetSource("shop")
	e.SetType("order.placed")
	return e, e.SetData(event.ApplicationJSON, payload)
}

// Place places an order.
func Place(ctx context.Context, events cloudevents.Client) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	e, err := NewEvent(payload)
	if err != nil {
		return err
	}
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	for key, value := range carrier {
		e.SetExtension(key, value)
	}
	return sent(events.Send(ctx, e))
}

// sent returns the error unless it says that the event was taken.
func sent(result error) error {
	if cloudevents.IsUndelivered(result) {
		return result
	}
	return nil
}

// Serve has one order placed and received, and awaits its reservation.
func Serve(ctx context.Context, reserved <-chan string, place, receive func(context.Context) error) error {
	stop := program.Start(ctx, receive)
	err := place(ctx)
	if err == nil {
		program.Await(reserved, 1)
	}
	return errors.Join(err, stop())
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Events   cloudevents.Client
	Reserved chan string
}

// Receive reserves orders until the context ends.
func (w *Warehouse) Receive(ctx context.Context) error {
	return w.Events.StartReceiver(ctx, func(ctx context.Context, e event.Event) error {
		carrier := propagation.MapCarrier{}
		for name, value := range e.Extensions() {
			if text, ok := value.(string); ok {
				carrier.Set(name, text)
			}
		}
		defer func() { w.Reserved <- e.ID() }()
		return reserve(otel.GetTextMapPropagator().Extract(ctx, carrier), e.Data())
	})
}

func reserve(ctx context.Context, payload []byte) error {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode(payload)
	return err
}
