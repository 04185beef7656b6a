// Package opentracing takes events in, in programs that OpenTracing traces.
package opentracing

import (
	"context"
	"database/sql"

	"github.com/nats-io/nats.go"
	"github.com/opentracing/opentracing-go"
	"github.com/opentracing/opentracing-go/ext"
	"github.com/segmentio/kafka-go"
)

type warehouse struct {
	nc     *nats.Conn
	r      *kafka.Reader
	tracer opentracing.Tracer
}

// Without a parent.

func (w *warehouse) root() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		span := w.tracer.StartSpan("reserve-inventory") // want "freshroot/root: span starts without a parent or a link to the message m"
		defer span.Finish()
		reserve(opentracing.ContextWithSpan(context.Background(), span), m.Data)
	})
}

func (w *warehouse) child() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, err := w.tracer.Extract(opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(m.Header))
		if err != nil {
			return
		}
		span := w.tracer.StartSpan("reserve-inventory", opentracing.ChildOf(parent))
		defer span.Finish()
		reserve(opentracing.ContextWithSpan(context.Background(), span), m.Data)
	})
}

func (w *warehouse) follows() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, _ := w.tracer.Extract(opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(m.Header))
		span := opentracing.StartSpan("reserve-inventory", opentracing.FollowsFrom(parent), ext.SpanKindConsumer)
		defer span.Finish()
	})
}

func (w *warehouse) server() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, _ := w.tracer.Extract(opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(m.Header))
		span, ctx := opentracing.StartSpanFromContext(context.Background(), "reserve-inventory", ext.RPCServerOption(parent))
		defer span.Finish()
		reserve(ctx, m.Data)
	})
}

// From the context that was there before.

func (w *warehouse) before(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		span, ctx := opentracing.StartSpanFromContext(ctx, "reserve-inventory") // want "freshroot/root: span starts from ctx"
		reserve(ctx, m.Value)
		span.Finish()
	}
}

// Options that are put together first.

func (w *warehouse) collected() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		var opts []opentracing.StartSpanOption
		if parent, err := w.tracer.Extract(opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(m.Header)); err == nil {
			opts = append(opts, opentracing.ChildOf(parent))
		}
		opts = append(opts, ext.SpanKindConsumer)
		span := w.tracer.StartSpan("reserve-inventory", opts...)
		defer span.Finish()
	})
}

func (w *warehouse) collectedNone() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		opts := []opentracing.StartSpanOption{ext.SpanKindConsumer, opentracing.Tag{Key: "subject", Value: m.Subject}}
		span := w.tracer.StartSpan("reserve-inventory", opts...) // want "freshroot/root"
		defer span.Finish()
	})
}

// In helpers.

func (w *warehouse) helper() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		span := w.startFrom(m, "reserve-inventory")
		defer span.Finish()
	})
}

func (w *warehouse) startFrom(m *nats.Msg, name string) opentracing.Span {
	parent, err := w.tracer.Extract(opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(m.Header))
	if err != nil {
		return w.tracer.StartSpan(name)
	}
	return w.tracer.StartSpan(name, opentracing.FollowsFrom(parent))
}

func (w *warehouse) helperOfOptions() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, _ := w.tracer.Extract(opentracing.TextMap, headers(m.Header))
		span := begin(w.tracer, "reserve-inventory", opentracing.ChildOf(parent))
		defer span.Finish()
	})
}

func (w *warehouse) helperWithoutOptions() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		span := begin(w.tracer, "reserve-inventory") // want "freshroot/root: .*via opentracing.begin"
		defer span.Finish()
	})
}

func begin(tracer opentracing.Tracer, name string, opts ...opentracing.StartSpanOption) opentracing.Span {
	return tracer.StartSpan(name, opts...)
}

// The span of another message's parent, kept.

type kept struct {
	span opentracing.Span
	nc   *nats.Conn
}

func (k *kept) inside() (*nats.Subscription, error) {
	return k.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, _ := opentracing.GlobalTracer().Extract(opentracing.TextMap, headers(m.Header))
		span := opentracing.StartSpan("reserve-inventory", opentracing.ChildOf(parent))
		defer span.Finish()
		inner := opentracing.StartSpan("count", opentracing.ChildOf(span.Context()))
		inner.Finish()
	})
}

// Work without any span.

func (w *warehouse) work() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) { // want "freshroot/no-extract"
		store(context.Background(), m.Data)
	})
}

func (w *warehouse) workUnderSpan() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		reserve(context.Background(), m.Data) // want "freshroot/root: .*via opentracing.reserve"
	})
}

// What was extracted is thrown away.

func (w *warehouse) thrown() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		w.tracer.Extract(opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(m.Header)) // want "freshroot/discarded"
		span := w.tracer.StartSpan("reserve-inventory")
		defer span.Finish()
	})
}

type headers nats.Header

func (h headers) ForeachKey(handler func(key, val string) error) error {
	for k, vs := range h {
		for _, v := range vs {
			if err := handler(k, v); err != nil {
				return err
			}
		}
	}
	return nil
}

func reserve(ctx context.Context, order []byte) {
	span, ctx := opentracing.StartSpanFromContext(ctx, "count-stock")
	defer span.Finish()
	store(ctx, order)
}

func store(ctx context.Context, order []byte) { db.ExecContext(ctx, "insert", order) }

var db *sql.DB
