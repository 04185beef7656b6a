// Package datadog hands events off in programs that Datadog's tracer traces.
package datadog

import (
	"context"

	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
)

type shop struct {
	nc *nats.Conn
	w  *kafka.Writer
}

func (s *shop) bare(ctx context.Context) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place", tracer.ResourceName("place-order"))
	defer span.Finish()
	return s.w.WriteMessages(ctx, kafka.Message{Topic: "orders", Value: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) good(ctx context.Context, data []byte) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place", tracer.ResourceName("place-order"))
	defer span.Finish()
	m := kafka.Message{Topic: "orders", Value: data}
	if err := tracer.Inject(span.Context(), headers{&m}); err != nil {
		return err
	}
	return s.w.WriteMessages(ctx, m)
}

func (s *shop) fromContext(ctx context.Context, data []byte) error {
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	if span, ok := tracer.SpanFromContext(ctx); ok {
		tracer.Inject(span.Context(), tracer.HTTPHeadersCarrier(m.Header))
	}
	return s.nc.PublishMsg(m)
}

func (s *shop) textMap(ctx context.Context, data []byte) error {
	span := tracer.StartSpan("order.place")
	defer span.Finish()
	carrier := tracer.TextMapCarrier{}
	tracer.Inject(span.Context(), carrier)
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	for k, v := range carrier {
		m.Header.Set(k, v)
	}
	return s.nc.PublishMsg(m)
}

func (s *shop) onlyTagged(ctx context.Context) error {
	span, _ := tracer.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	m := &nats.Msg{Subject: "orders", Data: []byte("{}"), Header: nats.Header{}}
	span.SetTag("subject", m.Subject)
	return s.nc.PublishMsg(m) // want "publishctx/no-carrier"
}

// Of a span that is in the context of nobody.

func (s *shop) fresh(ctx context.Context) error {
	m := &nats.Msg{Subject: "orders", Data: []byte("{}"), Header: nats.Header{}}
	if span, ok := tracer.SpanFromContext(context.Background()); ok { // want "publishctx/dropped"
		tracer.Inject(span.Context(), tracer.HTTPHeadersCarrier(m.Header))
	}
	return s.nc.PublishMsg(m)
}

type headers struct{ m *kafka.Message }

func (h headers) Set(key, val string) {
	h.m.Headers = append(h.m.Headers, kafka.Header{Key: key, Value: []byte(val)})
}
