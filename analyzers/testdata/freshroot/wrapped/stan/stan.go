// Package stan takes in what has no headers: a transaction for each message is
// all that can be had.
package stan

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/nats-io/stan.go"
	"github.com/newrelic/go-agent/v3/integrations/nrstan"
	"github.com/newrelic/go-agent/v3/newrelic"
)

type placed struct {
	Order       string `json:"order"`
	TraceParent string `json:"traceparent"`
}

func reserve(ctx context.Context, order string) {
	defer newrelic.FromContext(ctx).StartSegment("reserve-inventory").End()
}

func subscribe(conn stan.Conn, app *newrelic.Application) (stan.Subscription, error) {
	return conn.Subscribe("orders", nrstan.StreamingSubWrapper(app, func(msg *stan.Msg) {
		txn := app.StartTransaction("reserve-inventory")
		defer txn.End()
		reserve(newrelic.NewContext(context.Background(), txn), string(msg.Data))
	}))
}

// The trace is in the envelope.

func subscribeAccepted(conn stan.Conn, app *newrelic.Application) (stan.Subscription, error) {
	return conn.Subscribe("orders", nrstan.StreamingSubWrapper(app, func(msg *stan.Msg) {
		var e placed
		if err := json.Unmarshal(msg.Data, &e); err != nil {
			app.RecordCustomEvent("unreadable", map[string]any{"error": err.Error()})
			return
		}
		txn := app.StartTransaction("reserve-inventory")
		defer txn.End()
		txn.AcceptDistributedTraceHeaders(newrelic.TransportQueue, http.Header{"Traceparent": {e.TraceParent}})
		reserve(newrelic.NewContext(context.Background(), txn), e.Order)
	}))
}
