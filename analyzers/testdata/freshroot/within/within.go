// Package within has handlers that run others: what is lost is told where it is lost.
package within

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type pool struct{ nc *nats.Conn }

func (p *pool) subscribe(ctx context.Context, parallel bool, handle func(ctx context.Context, data []byte) error) error {
	one := func(m *nats.Msg) { // want "freshroot/no-extract: .* the message m in ctx"
		if err := handle(ctx, m.Data); err != nil {
			_ = m.Nak()
		}
	}
	if !parallel {
		_, err := p.nc.Subscribe("orders", one)
		return err
	}
	_, err := p.nc.Subscribe("orders", func(m *nats.Msg) {
		go func() {
			one(m)
		}()
	})
	return err
}

func (p *pool) subscribeJoined(ctx context.Context, parallel bool, handle func(ctx context.Context, data []byte) error) error {
	one := func(m *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Header))
		if err := handle(ctx, m.Data); err != nil {
			_ = m.Nak()
		}
	}
	if !parallel {
		_, err := p.nc.Subscribe("orders", one)
		return err
	}
	_, err := p.nc.Subscribe("orders", func(m *nats.Msg) {
		go func() {
			one(m)
		}()
	})
	return err
}

// Where the context comes from the outer handler, it is the outer one's.

func (p *pool) outer(ctx context.Context, handle func(ctx context.Context, data []byte) error) error {
	one := func(ctx context.Context, m *nats.Msg) {
		if err := handle(ctx, m.Data); err != nil {
			_ = m.Nak()
		}
	}
	_, err := p.nc.Subscribe("orders", func(m *nats.Msg) { // want "freshroot/no-extract: .* the message m in ctx"
		one(ctx, m)
	})
	return err
}
