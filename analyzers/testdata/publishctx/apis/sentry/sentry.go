// Package sentry hands events off in programs that Sentry traces.
package sentry

import (
	"context"

	"github.com/getsentry/sentry-go"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
)

type shop struct {
	nc *nats.Conn
	w  *kafka.Writer
}

func (s *shop) bare(ctx context.Context) error {
	span := sentry.StartSpan(ctx, "queue.publish", sentry.WithDescription("place-order"))
	defer span.Finish()
	return s.w.WriteMessages(span.Context(), kafka.Message{Topic: "orders", Value: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) good(ctx context.Context, data []byte) error {
	span := sentry.StartSpan(ctx, "queue.publish", sentry.WithDescription("place-order"))
	defer span.Finish()
	m := nats.NewMsg("orders")
	m.Data = data
	m.Header.Set(sentry.SentryTraceHeader, span.ToSentryTrace())
	m.Header.Set(sentry.SentryBaggageHeader, span.ToBaggage())
	return s.nc.PublishMsg(m)
}

func (s *shop) fromContext(ctx context.Context, data []byte) error {
	m := nats.NewMsg("orders")
	m.Data = data
	m.Header.Set(sentry.SentryTraceHeader, sentry.SpanFromContext(ctx).ToSentryTrace())
	return s.nc.PublishMsg(m)
}

func (s *shop) fromHub(ctx context.Context, data []byte) error {
	hub := sentry.GetHubFromContext(ctx)
	m := nats.NewMsg("orders")
	m.Data = data
	m.Header.Set(sentry.SentryTraceHeader, hub.GetTraceparent())
	return s.nc.PublishMsg(m)
}
