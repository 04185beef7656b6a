// Package links starts root spans that are linked to the message, which is right.
package links

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("tracelint.test/freshroot/links")

type warehouse struct{ nc *nats.Conn }

func (w *warehouse) withLinks() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		origin := carrier.Context(context.Background(), m)
		_, span := tracer.Start(context.Background(), "reserve-inventory",
			trace.WithLinks(trace.Link{SpanContext: trace.SpanContextFromContext(origin)}))
		defer span.End()
	})
}

func (w *warehouse) linkFromContext() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		link := trace.LinkFromContext(carrier.Context(context.Background(), m))
		_, span := tracer.Start(context.Background(), "reserve-inventory", trace.WithLinks(link), trace.WithSpanKind(trace.SpanKindConsumer))
		defer span.End()
	})
}

func (w *warehouse) addLink() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(context.Background(), "reserve-inventory")
		defer span.End()
		span.AddLink(trace.LinkFromContext(carrier.Context(context.Background(), m)))
	})
}

func (w *warehouse) both() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := carrier.Context(context.Background(), m)
		_, span := tracer.Start(ctx, "reserve-inventory", trace.WithLinks(trace.LinkFromContext(ctx)))
		defer span.End()
	})
}

func options(ctx context.Context) []trace.SpanStartOption {
	return []trace.SpanStartOption{trace.WithSpanKind(trace.SpanKindConsumer), trace.WithLinks(trace.LinkFromContext(ctx))}
}

func (w *warehouse) helper() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(context.Background(), "reserve-inventory", options(carrier.Context(context.Background(), m))...)
		defer span.End()
	})
}

// Options without a link.

func kind() []trace.SpanStartOption {
	return []trace.SpanStartOption{trace.WithSpanKind(trace.SpanKindConsumer)}
}

func (w *warehouse) noLink() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(context.Background(), "reserve-inventory", kind()...) // want "freshroot/root"
		defer span.End()
	})
}
