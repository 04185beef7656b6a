// Package xray hands events off in programs that X-Ray traces.
package xray

import (
	"context"

	xrayv2 "github.com/aws/aws-xray-sdk-go/v2/xray"
	"github.com/aws/aws-xray-sdk-go/xray"
	"github.com/nats-io/nats.go"
)

type shop struct{ nc *nats.Conn }

func (s *shop) bare(ctx context.Context) error {
	_, seg := xray.BeginSubsegment(ctx, "place-order")
	defer seg.Close(nil)
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) good(ctx context.Context, data []byte) error {
	_, seg := xray.BeginSubsegment(ctx, "place-order")
	defer seg.Close(nil)
	m := nats.NewMsg("orders")
	m.Data = data
	m.Header.Set("X-Amzn-Trace-Id", seg.DownstreamHeader().String())
	return s.nc.PublishMsg(m)
}

func (s *shop) fields(ctx context.Context, data []byte) error {
	_, seg := xray.BeginSubsegment(ctx, "place-order")
	defer seg.Close(nil)
	m := nats.NewMsg("orders")
	m.Data = data
	m.Header.Set("X-Amzn-Trace-Id", "Root="+seg.TraceID+";Parent="+seg.ID)
	return s.nc.PublishMsg(m)
}

func (s *shop) captured(ctx context.Context, data []byte) error {
	return xray.Capture(ctx, "place-order", func(ctx context.Context) error {
		m := nats.NewMsg("orders")
		m.Data = data
		m.Header.Set("X-Amzn-Trace-Id", xray.GetSegment(ctx).DownstreamHeader().String())
		return s.nc.PublishMsg(m)
	})
}

// The second version.

func (s *shop) bareSecond(ctx context.Context) error {
	_, seg := xrayv2.BeginSubsegment(ctx, "place-order")
	defer seg.Close(nil)
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) goodSecond(ctx context.Context, data []byte) error {
	_, seg := xrayv2.BeginSubsegment(ctx, "place-order")
	defer seg.Close(nil)
	m := nats.NewMsg("orders")
	m.Data = data
	m.Header.Set("X-Amzn-Trace-Id", seg.DownstreamHeader().String())
	return s.nc.PublishMsg(m)
}
