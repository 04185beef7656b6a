// Package missing has the tracing API only, not the package with the propagator.
package missing

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel/trace"
)

type shop struct {
	nc     *nats.Conn
	tracer trace.Tracer
}

func (s *shop) place(ctx context.Context) error {
	ctx, span := s.tracer.Start(ctx, "place-order")
	defer span.End()
	_ = ctx
	return s.nc.Publish("orders", []byte("{}"))
}

func (s *shop) consume() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := s.tracer.Start(context.Background(), "reserve-inventory")
		defer span.End()
		_ = m.Data
	})
}
