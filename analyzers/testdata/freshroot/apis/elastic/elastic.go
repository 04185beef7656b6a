// Package elastic takes events in, in programs that Elastic's agent traces.
package elastic

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.elastic.co/apm/module/apmhttp/v2"
	"go.elastic.co/apm/v2"
)

type warehouse struct {
	nc     *nats.Conn
	tracer *apm.Tracer
}

func (w *warehouse) root() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		tx := w.tracer.StartTransaction("reserve-inventory", "messaging") // want "freshroot/root: span starts without a parent"
		defer tx.End()
		reserve(apm.ContextWithTransaction(context.Background(), tx), m.Data)
	})
}

func (w *warehouse) child() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		parent, err := apmhttp.ParseTraceparentHeader(m.Header.Get("traceparent"))
		if err != nil {
			return
		}
		tx := w.tracer.StartTransactionOptions("reserve-inventory", "messaging", apm.TransactionOptions{TraceContext: parent})
		defer tx.End()
		reserve(apm.ContextWithTransaction(context.Background(), tx), m.Data)
	})
}

func (w *warehouse) filled() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		var opts apm.TransactionOptions
		if parent, err := apmhttp.ParseTraceparentHeader(m.Header.Get("traceparent")); err == nil {
			parent.State, _ = apmhttp.ParseTracestateHeader(m.Header.Values("tracestate")...)
			opts.TraceContext = parent
		}
		tx := w.tracer.StartTransactionOptions("reserve-inventory", "messaging", opts)
		defer tx.End()
	})
}

func (w *warehouse) unfilled() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		tx := w.tracer.StartTransactionOptions("reserve-inventory", "messaging", apm.TransactionOptions{}) // want "freshroot/root"
		defer tx.End()
	})
}

func reserve(ctx context.Context, order []byte) {
	span, _ := apm.StartSpan(ctx, "count-stock", "app")
	defer span.End()
	_ = order
}
