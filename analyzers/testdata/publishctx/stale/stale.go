// Package stale throws the context of a span away and hands on the one before.
package stale

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/bus"
	"tracelint.test/testdata/shared/events"
)

var tracer = otel.Tracer("tracelint.test/publishctx/stale")

type shop struct {
	nc  *nats.Conn
	bus *bus.Injecting
}

// The context is not kept.

func (s *shop) blank(ctx context.Context) error {
	_, span := tracer.Start(ctx, "announce-order") // want "publishctx/stale"
	defer span.End()
	m := nats.NewMsg("orders.placed")
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return s.nc.PublishMsg(m)
}

func (s *shop) blankGood(ctx context.Context) error {
	spanCtx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	m := nats.NewMsg("orders.placed")
	otel.GetTextMapPropagator().Inject(spanCtx, propagation.HeaderCarrier(m.Header))
	return s.nc.PublishMsg(m)
}

// With a publisher that injects.

func (s *shop) wrapper(ctx context.Context, e events.Placed) error {
	_, span := tracer.Start(ctx, "announce-order") // want "publishctx/stale"
	defer span.End()
	return s.bus.Publish(ctx, "orders.placed", e)
}

func (s *shop) wrapperGood(ctx context.Context, e events.Placed) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	return s.bus.Publish(ctx, "orders.placed", e)
}

// In a scope of its own, which hides the outer context.

func (s *shop) shadowed(ctx context.Context, e events.Placed) error {
	if e.Total > 0 {
		ctx, span := tracer.Start(ctx, "check-total")
		check(ctx, e)
		span.End()
	}
	return s.bus.Publish(ctx, "orders.placed", e)
}

// The span has ended by the time that the event leaves.

func (s *shop) ended(ctx context.Context, e events.Placed) error {
	_, span := tracer.Start(ctx, "check-total")
	if e.Total < 0 {
		span.SetAttributes()
	}
	span.End()
	return s.bus.Publish(ctx, "orders.placed", e)
}

// The span starts after the event left.

func (s *shop) before(ctx context.Context, e events.Placed) error {
	if err := s.bus.Publish(ctx, "orders.placed", e); err != nil {
		return err
	}
	_, span := tracer.Start(ctx, "check-total")
	defer span.End()
	return nil
}

// The context is kept, and used for other work only.

func (s *shop) otherWork(ctx context.Context, e events.Placed) error {
	spanCtx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	check(spanCtx, e)
	return s.bus.Publish(ctx, "orders.placed", e)
}

func check(context.Context, events.Placed) {}
