package shop

import (
	"context"
	"errors"
	"log/slog"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// Reserved is the subject of reservations.
const Reserved = "reserved"

// Describe puts the ids of an event on the span that sends or handles it.
func Describe(e orders.Event) trace.SpanStartEventOption {
	return trace.WithAttributes(
		attribute.String("order.id", e.OrderID),
		attribute.String("event.id", e.ID),
		attribute.String("event.trace_id", e.TraceID),
		attribute.String("correlation.id", e.CorrelationID),
	)
}

// Send publishes an event together with the trace it belongs to.
func Send(ctx context.Context, nc *nats.Conn, subject string, e orders.Event) error {
	payload, err := e.Encode()
	if err != nil {
		return err
	}
	return Publish(ctx, nc, subject, payload)
}

// Begin places an order as the first event of a workflow.
func Begin(ctx context.Context, nc *nats.Conn, orderID string) error {
	e := orders.Event{ID: uuid.NewString(), CorrelationID: uuid.NewString(), OrderID: orderID}
	ctx, span := tracer.Start(ctx, "place-order", Describe(e))
	defer span.End()
	return Send(ctx, nc, Orders, e)
}

// On hands each event on the subject to handle, in the trace that its headers
// bring along, and names it on done.
func On(nc *nats.Conn, subject string, done chan<- string, handle func(context.Context, orders.Event) error) (stop func() error, err error) {
	sub, err := nc.Subscribe(subject, func(msg *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
		event, err := orders.DecodeEvent(msg.Data)
		if err == nil {
			err = handle(ctx, event)
		}
		if err != nil {
			slog.ErrorContext(ctx, "event not handled", "subject", msg.Subject, "error", err)
		}
		done <- msg.Subject
	})
	if err != nil {
		return nil, err
	}
	return sub.Unsubscribe, nil
}

// Follow places one order, has it handled by what reserve makes, delivers what
// that has reserved, and awaits both.
func Follow(ctx context.Context, url string, await func(done <-chan string, n int), reserve func(nc *nats.Conn) func(context.Context, orders.Event) error) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()
	done := make(chan string, 2)
	stopReserving, err := On(nc, Orders, done, reserve(nc))
	if err != nil {
		return err
	}
	stopDelivering, err := On(nc, Reserved, done, deliver)
	if err != nil {
		return err
	}
	if err := Begin(ctx, nc, "o-1"); err != nil {
		return err
	}
	await(done, 2)
	return errors.Join(stopReserving(), stopDelivering())
}

// Reserve reserves what was ordered.
func Reserve(ctx context.Context, placed orders.Event) error {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer), Describe(placed))
	defer span.End()
	return nil
}

// deliver sends the goods of a reservation on their way.
func deliver(ctx context.Context, reserved orders.Event) error {
	_, span := tracer.Start(ctx, "deliver-order", trace.WithSpanKind(trace.SpanKindConsumer), Describe(reserved))
	defer span.End()
	return nil
}
