// Package link joins consumers' spans to their messages in each way, where
// consumer-structure is link.
package link

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("tracelint.test/optin/freshroot/link")

func extracted(m *nats.Msg) context.Context {
	return otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
}

func child(nc *nats.Conn) (*nats.Subscription, error) {
	return nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
		ctx, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root: .* consumer-structure asks for a root with a link"
		defer span.End()
		_, inner := tracer.Start(ctx, "count-inventory") // a child of the span, whatever is asked of that
		inner.End()
	})
}

func linked(nc *nats.Conn) (*nats.Subscription, error) {
	return nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(context.Background(), "reserve-inventory", trace.WithLinks(trace.LinkFromContext(extracted(m))))
		span.End()
	})
}

func newRoot(nc *nats.Conn) (*nats.Subscription, error) {
	return nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := extracted(m)
		_, span := tracer.Start(ctx, "reserve-inventory", trace.WithNewRoot(), trace.WithLinks(trace.LinkFromContext(ctx)))
		span.End()
	})
}

func both(nc *nats.Conn) (*nats.Subscription, error) {
	return nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := extracted(m)
		_, span := tracer.Start(ctx, "reserve-inventory", trace.WithLinks(trace.LinkFromContext(ctx)))
		span.End()
	})
}

func neither(nc *nats.Conn) (*nats.Subscription, error) {
	return nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root: .* without a link"
		span.End()
	})
}
