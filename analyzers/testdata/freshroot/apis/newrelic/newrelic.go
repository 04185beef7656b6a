// Package newrelic takes events in, in programs that New Relic's agent traces.
package newrelic

import (
	"context"
	"net/http"

	"github.com/nats-io/nats.go"
	"github.com/newrelic/go-agent/v3/newrelic"
)

type warehouse struct {
	nc  *nats.Conn
	app *newrelic.Application
}

func (w *warehouse) root() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		txn := w.app.StartTransaction("reserve-inventory") // want "freshroot/root: span starts without a parent"
		defer txn.End()
		reserve(newrelic.NewContext(context.Background(), txn), m.Data)
	})
}

func (w *warehouse) joined() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		txn := w.app.StartTransaction("reserve-inventory")
		defer txn.End()
		txn.AcceptDistributedTraceHeaders(newrelic.TransportQueue, http.Header(m.Header))
		reserve(newrelic.NewContext(context.Background(), txn), m.Data)
	})
}

func (w *warehouse) helper() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		txn := w.begin(m, "reserve-inventory")
		defer txn.End()
	})
}

func (w *warehouse) begin(m *nats.Msg, name string) *newrelic.Transaction {
	txn := w.app.StartTransaction(name)
	txn.AcceptDistributedTraceHeaders(newrelic.TransportQueue, http.Header(m.Header))
	return txn
}

func reserve(ctx context.Context, order []byte) {
	defer newrelic.FromContext(ctx).StartSegment("count-stock").End()
	_ = order
}
