// Package elastic hands events off in programs that Elastic's agent traces.
package elastic

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.elastic.co/apm/module/apmhttp/v2"
	"go.elastic.co/apm/v2"
)

type shop struct{ nc *nats.Conn }

func (s *shop) bare(ctx context.Context) error {
	span, ctx := apm.StartSpan(ctx, "place-order", "messaging")
	defer span.End()
	_ = ctx
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) good(ctx context.Context, data []byte) error {
	span, ctx := apm.StartSpan(ctx, "place-order", "messaging")
	defer span.End()
	_ = ctx
	m := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	m.Header.Set("traceparent", apmhttp.FormatTraceparentHeader(span.TraceContext()))
	return s.nc.PublishMsg(m)
}

func (s *shop) transaction() error {
	tx := apm.DefaultTracer().StartTransaction("place-order", "messaging")
	defer tx.End()
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) fromContext(ctx context.Context, data []byte) error {
	tx := apm.TransactionFromContext(ctx)
	header := nats.Header{}
	header.Set("trace", tx.TraceContext().Trace.String())
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: data, Header: header})
}
