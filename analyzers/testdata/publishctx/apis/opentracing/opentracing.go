// Package opentracing hands events off in programs that OpenTracing traces.
package opentracing

import (
	"bytes"
	"context"

	"github.com/nats-io/nats.go"
	"github.com/opentracing/opentracing-go"
	"github.com/opentracing/opentracing-go/ext"
	"github.com/segmentio/kafka-go"
)

type shop struct {
	nc *nats.Conn
	w  *kafka.Writer
}

// A span was started and the message knows nothing of it.

func (s *shop) bare(ctx context.Context) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "place-order", ext.SpanKindProducer)
	defer span.Finish()
	return s.w.WriteMessages(ctx, kafka.Message{Topic: "orders", Value: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) good(ctx context.Context, data []byte) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "place-order", ext.SpanKindProducer)
	defer span.Finish()
	m := kafka.Message{Topic: "orders", Value: data}
	if err := span.Tracer().Inject(span.Context(), opentracing.TextMap, headers{&m}); err != nil {
		return err
	}
	return s.w.WriteMessages(ctx, m)
}

// Without a context: the span alone is the cause.

func (s *shop) spanOnly() error {
	span := opentracing.StartSpan("place-order")
	defer span.Finish()
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) spanOnlyGood(data []byte) error {
	span := opentracing.StartSpan("place-order")
	defer span.Finish()
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	opentracing.GlobalTracer().Inject(span.Context(), opentracing.HTTPHeaders, opentracing.HTTPHeadersCarrier(m.Header))
	return s.nc.PublishMsg(m)
}

// The context of the span is thrown away, which loses nothing where the span
// itself is injected.

func (s *shop) contextUnused(ctx context.Context, data []byte) error {
	span, _ := opentracing.StartSpanFromContext(ctx, "place-order")
	defer span.Finish()
	m := kafka.Message{Topic: "orders", Value: data}
	span.Tracer().Inject(span.Context(), opentracing.TextMap, headers{&m})
	return s.w.WriteMessages(ctx, m)
}

// The parent's span context is injected rather than the one of the span.

func (s *shop) stale(ctx context.Context, data []byte) error {
	span, _ := opentracing.StartSpanFromContext(ctx, "place-order") // want "publishctx/stale"
	defer span.Finish()
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	inject(ctx, m)
	return s.nc.PublishMsg(m)
}

func (s *shop) fresh(ctx context.Context, data []byte) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "place-order")
	defer span.Finish()
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	inject(ctx, m)
	return s.nc.PublishMsg(m)
}

func inject(ctx context.Context, m *nats.Msg) {
	if span := opentracing.SpanFromContext(ctx); span != nil {
		span.Tracer().Inject(span.Context(), opentracing.TextMap, opentracing.HTTPHeadersCarrier(m.Header))
	}
}

// Helpers that are given the span, its context, or nothing.

func (s *shop) helpers(ctx context.Context, data []byte) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "place-order")
	defer span.Finish()
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	withSpan(span, m)
	if err := s.nc.PublishMsg(m); err != nil {
		return err
	}
	m = &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	withSpanContext(span.Context(), m)
	return s.nc.PublishMsg(m)
}

func (s *shop) noHelp(ctx context.Context) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "place-order")
	defer span.Finish()
	_ = ctx
	m := &nats.Msg{Subject: "orders", Data: []byte("{}"), Header: nats.Header{}}
	tagged(span, m)
	return s.nc.PublishMsg(m) // want "publishctx/no-carrier"
}

func withSpan(span opentracing.Span, m *nats.Msg) { withSpanContext(span.Context(), m) }

func withSpanContext(sc opentracing.SpanContext, m *nats.Msg) {
	opentracing.GlobalTracer().Inject(sc, opentracing.TextMap, opentracing.HTTPHeadersCarrier(m.Header))
}

func tagged(span opentracing.Span, m *nats.Msg) { span.SetTag("subject", m.Subject) }

// Through a map of strings, and through bytes.

func (s *shop) textMap(ctx context.Context, data []byte) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "place-order")
	defer span.Finish()
	carrier := opentracing.TextMapCarrier{}
	span.Tracer().Inject(span.Context(), opentracing.TextMap, carrier)
	m := kafka.Message{Topic: "orders", Value: data}
	for k, v := range carrier {
		m.Headers = append(m.Headers, kafka.Header{Key: k, Value: []byte(v)})
	}
	return s.w.WriteMessages(ctx, m)
}

func (s *shop) binary(ctx context.Context, data []byte) error {
	span, ctx := opentracing.StartSpanFromContext(ctx, "place-order")
	defer span.Finish()
	var b bytes.Buffer
	span.Tracer().Inject(span.Context(), opentracing.Binary, &b)
	return s.w.WriteMessages(ctx, kafka.Message{Topic: "orders", Value: data, Headers: []kafka.Header{{Key: "trace", Value: b.Bytes()}}})
}

// A child that only options name.

func (s *shop) child(parent opentracing.Span, data []byte) error {
	span := opentracing.GlobalTracer().StartSpan("place-order", opentracing.ChildOf(parent.Context()))
	defer span.Finish()
	ctx := opentracing.ContextWithSpan(context.Background(), span)
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	inject(ctx, m)
	return s.nc.PublishMsg(m)
}

type headers struct{ m *kafka.Message }

func (h headers) Set(key, val string) {
	h.m.Headers = append(h.m.Headers, kafka.Header{Key: key, Value: []byte(val)})
}
