// Package sentry takes events in, in programs that Sentry traces.
package sentry

import (
	"context"

	"github.com/getsentry/sentry-go"
	"github.com/nats-io/nats.go"
)

type warehouse struct{ nc *nats.Conn }

func (w *warehouse) root() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		span := sentry.StartTransaction(context.Background(), "reserve-inventory", sentry.WithOpName("queue.process")) // want "freshroot/root"
		defer span.Finish()
		reserve(span.Context(), m.Data)
	})
}

func (w *warehouse) child() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		from := sentry.ContinueFromHeaders(m.Header.Get(sentry.SentryTraceHeader), m.Header.Get(sentry.SentryBaggageHeader))
		span := sentry.StartTransaction(context.Background(), "reserve-inventory", sentry.WithOpName("queue.process"), from)
		defer span.Finish()
		reserve(span.Context(), m.Data)
		span.StartChild("db.sql.query", sentry.WithDescription("count-stock")).Finish()
	})
}

func (w *warehouse) ofHub() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		hub := sentry.CurrentHub().Clone()
		span := sentry.StartSpan(sentry.SetHubOnContext(context.Background(), hub), "queue.process",
			sentry.ContinueTrace(hub, m.Header.Get(sentry.SentryTraceHeader), m.Header.Get(sentry.SentryBaggageHeader)))
		defer span.Finish()
	})
}

func reserve(ctx context.Context, order []byte) {
	span := sentry.StartSpan(ctx, "function", sentry.WithDescription("count-stock"))
	defer span.Finish()
	_ = order
}
