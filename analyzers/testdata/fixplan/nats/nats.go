// Package nats publishes payloads and messages without headers.
package nats

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/nats")

type shop struct{ nc *nats.Conn }

func (s *shop) taken(ctx context.Context, msg string) error {
	return s.nc.Publish("orders", []byte(msg))
}

func (s *shop) two(ctx context.Context, order string) error {
	if err := s.nc.Publish("orders."+order, []byte(order)); err != nil {
		return fmt.Errorf("first: %w", err)
	}
	// The second one.
	return s.nc.Publish("orders", []byte(order))
}

func (s *shop) ask(ctx context.Context) error {
	_, err := s.nc.Request("stock", []byte("{}"), time.Second)
	return err
}

func (s *shop) given(ctx context.Context, m *nats.Msg) error {
	m.Data = []byte("{}")
	return s.nc.PublishMsg(m)
}

func (s *shop) literal(ctx context.Context) error {
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte("{}")})
}

// On one line there is no room for more.
func (s *shop) short(ctx context.Context) func() error {
	return func() error { return s.nc.Publish("orders", []byte("{}")) }
}

// The span that runs has no context to inject.
func (s *shop) span(ctx context.Context) error {
	_, span := tracer.Start(ctx, "place-order")
	defer span.End()
	return s.nc.Publish("orders", []byte("{}"))
}

func (s *shop) latest(ctx context.Context) error {
	spanCtx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	_ = spanCtx
	return s.nc.Publish("orders", []byte("{}"))
}

func (s *shop) answer() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		if len(m.Data) == 0 {
			return
		}
		_ = s.nc.Publish("stock", []byte("{}"))
	})
}
