// Package xray takes events in, in programs that X-Ray traces.
package xray

import (
	"context"

	"github.com/aws/aws-xray-sdk-go/header"
	"github.com/aws/aws-xray-sdk-go/xray"
	"github.com/nats-io/nats.go"
)

type warehouse struct{ nc *nats.Conn }

func (w *warehouse) root() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx, seg := xray.BeginSegment(context.Background(), "reserve-inventory") // want "freshroot/root"
		defer seg.Close(nil)
		reserve(ctx, m.Data)
	})
}

func (w *warehouse) child() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		from := header.FromString(m.Header.Get("X-Amzn-Trace-Id"))
		ctx, seg := xray.BeginSegmentWithSampling(context.Background(), "reserve-inventory", nil, from)
		defer seg.Close(nil)
		reserve(ctx, m.Data)
		xray.Capture(ctx, "count-stock", func(ctx context.Context) error {
			_, inner := xray.BeginSubsegment(ctx, "read-shelf")
			inner.Close(nil)
			return nil
		})
	})
}

func (w *warehouse) without() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, seg := xray.BeginSegmentWithSampling(context.Background(), "reserve-inventory", nil, nil) // want "freshroot/root"
		defer seg.Close(nil)
	})
}

func reserve(ctx context.Context, order []byte) {
	_, seg := xray.BeginSubsegment(ctx, "count-stock")
	defer seg.Close(nil)
	_ = order
}
