// Package newrelic hands events off in programs that New Relic's agent traces.
package newrelic

import (
	"context"
	"net/http"

	"github.com/nats-io/nats.go"
	"github.com/newrelic/go-agent/v3/newrelic"
)

type shop struct {
	nc  *nats.Conn
	app *newrelic.Application
}

func (s *shop) bare(ctx context.Context) error {
	defer newrelic.FromContext(ctx).StartSegment("place-order").End()
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) good(ctx context.Context, data []byte) error {
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	newrelic.FromContext(ctx).InsertDistributedTraceHeaders(http.Header(m.Header))
	return s.nc.PublishMsg(m)
}

func (s *shop) copied(ctx context.Context, data []byte) error {
	headers := http.Header{}
	newrelic.FromContext(ctx).InsertDistributedTraceHeaders(headers)
	m := nats.NewMsg("orders")
	m.Data = data
	for key := range headers {
		m.Header.Set(key, headers.Get(key))
	}
	return s.nc.PublishMsg(m)
}

// A segment says that something is published, and puts nothing into it.

func (s *shop) segment() error {
	txn := s.app.StartTransaction("place-order")
	defer txn.End()
	segment := newrelic.MessageProducerSegment{StartTime: txn.StartSegmentNow(), Library: "NATS", DestinationName: "orders"}
	defer segment.End()
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte("{}")}) // want "publishctx/no-carrier"
}
