// Package opencensus takes events in, in programs that OpenCensus traces.
package opencensus

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opencensus.io/trace"
	"go.opencensus.io/trace/propagation"
)

type warehouse struct{ nc *nats.Conn }

func (w *warehouse) root() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := trace.StartSpan(context.Background(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
	})
}

func (w *warehouse) child() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, ok := propagation.FromBinary([]byte(m.Header.Get("trace-bin")))
		if !ok {
			return
		}
		_, span := trace.StartSpanWithRemoteParent(context.Background(), "reserve-inventory", parent)
		defer span.End()
	})
}

func (w *warehouse) remote() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := trace.StartSpanWithRemoteParent(context.Background(), "reserve-inventory", trace.SpanContext{}) // want "freshroot/root"
		defer span.End()
	})
}

func (w *warehouse) linked() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		cause, _ := propagation.FromBinary([]byte(m.Header.Get("trace-bin")))
		_, span := trace.StartSpan(context.Background(), "reserve-inventory")
		defer span.End()
		span.AddLink(trace.Link{TraceID: cause.TraceID, SpanID: cause.SpanID})
	})
}

// A context that is nil says nothing of where the span belongs.

func (w *warehouse) unset() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		var ctx context.Context
		_, span := trace.StartSpan(ctx, "reserve-inventory")
		defer span.End()
		begin(ctx, "count-stock")
	})
}

func begin(ctx context.Context, name string) {
	_, span := trace.StartSpan(ctx, name)
	defer span.End()
}
