// Package datadog takes events in, in programs that Datadog's tracer traces.
package datadog

import (
	"context"

	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
)

type warehouse struct {
	nc *nats.Conn
	r  *kafka.Reader
}

func (w *warehouse) root() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		span := tracer.StartSpan("inventory.reserve", tracer.ServiceName("warehouse")) // want "freshroot/root: span starts without a parent"
		defer span.Finish()
	})
}

func (w *warehouse) child() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, err := tracer.Extract(tracer.HTTPHeadersCarrier(m.Header))
		if err != nil {
			return
		}
		span := tracer.StartSpan("inventory.reserve", tracer.ChildOf(parent), tracer.ServiceName("warehouse"))
		defer span.Finish()
		ctx := tracer.ContextWithSpan(context.Background(), span)
		reserve(ctx, m.Data)
	})
}

func (w *warehouse) fromContext() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, _ := tracer.Extract(tracer.HTTPHeadersCarrier(m.Header))
		span, ctx := tracer.StartSpanFromContext(context.Background(), "inventory.reserve", tracer.ChildOf(parent))
		defer span.Finish()
		reserve(ctx, m.Data)
	})
}

func (w *warehouse) before(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		span, ctx := tracer.StartSpanFromContext(ctx, "inventory.reserve") // want "freshroot/root"
		reserve(ctx, m.Value)
		span.Finish()
	}
}

func (w *warehouse) collected() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		opts := []tracer.StartSpanOption{tracer.ServiceName("warehouse"), tracer.Measured()}
		if parent, err := tracer.Extract(tracer.HTTPHeadersCarrier(m.Header)); err == nil {
			opts = append(opts, tracer.ChildOf(parent))
		}
		span, ctx := tracer.StartSpanFromContext(context.Background(), "inventory.reserve", opts...)
		defer span.Finish()
		reserve(ctx, m.Data)
	})
}

func (w *warehouse) collectedNone() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		opts := []tracer.StartSpanOption{tracer.ServiceName("warehouse"), tracer.Tag("subject", m.Subject)}
		span := tracer.StartSpan("inventory.reserve", opts...) // want "freshroot/root"
		defer span.Finish()
	})
}

// What only the second version has.

func (w *warehouse) config() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, _ := tracer.Extract(tracer.HTTPHeadersCarrier(m.Header))
		span := tracer.StartSpan("inventory.reserve", tracer.WithStartSpanConfig(&tracer.StartSpanConfig{Parent: parent}))
		defer span.Finish()
		child := span.StartChild("stock.count")
		child.Finish()
	})
}

func (w *warehouse) configNone() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		span := tracer.StartSpan("inventory.reserve", tracer.WithStartSpanConfig(&tracer.StartSpanConfig{})) // want "freshroot/root"
		defer span.Finish()
	})
}

func (w *warehouse) propagated() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		span, ctx := tracer.StartSpanFromPropagatedContext(context.Background(), "inventory.reserve", tracer.HTTPHeadersCarrier(m.Header))
		defer span.Finish()
		reserve(ctx, m.Data)
	})
}

func (w *warehouse) linked() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		cause, _ := tracer.Extract(tracer.HTTPHeadersCarrier(m.Header))
		span := tracer.StartSpan("inventory.reserve", tracer.WithSpanLinks([]tracer.SpanLink{{TraceID: cause.TraceIDLower(), SpanID: cause.SpanID()}}))
		defer span.Finish()
	})
}

func reserve(ctx context.Context, order []byte) {
	span, _ := tracer.StartSpanFromContext(ctx, "stock.count")
	defer span.Finish()
	_ = order
}
