// Package nocarrier sends events over core NATS with nothing of their cause,
// and beside each such call the same with it.
package nocarrier

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/events"
)

var tracer = otel.Tracer("tracelint.test/publishctx/nocarrier")

type shop struct{ nc *nats.Conn }

// A context parameter.

func (s *shop) param(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.nc.Publish("orders.placed", data) // want "publishctx/no-carrier"
}

func (s *shop) paramGood(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m := &nats.Msg{Subject: "orders.placed", Header: nats.Header{}, Data: data}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return s.nc.PublishMsg(m)
}

// A message with headers that hold something else.

func (s *shop) otherHeader(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m := nats.NewMsg("orders.placed")
	m.Data = data
	m.Header.Set("Content-Type", "application/json")
	return s.nc.PublishMsg(m) // want "publishctx/no-carrier"
}

func (s *shop) otherHeaderGood(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m := nats.NewMsg("orders.placed")
	m.Data = data
	m.Header.Set("Content-Type", "application/json")
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return s.nc.PublishMsg(m)
}

// A request.

func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := s.nc.Publish("orders.placed", []byte(r.FormValue("order"))); err != nil { // want "publishctx/no-carrier"
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

type goodShop struct{ nc *nats.Conn }

func (s *goodShop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m := &nats.Msg{Subject: "orders.placed", Header: nats.Header{}, Data: []byte(r.FormValue("order"))}
	otel.GetTextMapPropagator().Inject(r.Context(), propagation.HeaderCarrier(m.Header))
	if err := s.nc.PublishMsg(m); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// An incoming message.

func (s *shop) subscribe() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders.placed", func(m *nats.Msg) {
		_ = s.nc.Publish("stock.reserved", []byte(`{"ok":true}`)) // want "publishctx/no-carrier"
	})
}

func (s *shop) subscribeGood() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders.placed", func(m *nats.Msg) {
		out := &nats.Msg{Subject: "stock.reserved", Header: nats.Header{}, Data: []byte(`{"ok":true}`)}
		out.Header.Set("traceparent", m.Header.Get("traceparent"))
		_ = s.nc.PublishMsg(out)
	})
}

// A span, in a function that has no other cause: what a root publishes carries it.

func (s *shop) nightly() error {
	_, span := tracer.Start(context.Background(), "close-day")
	defer span.End()
	return s.nc.Publish("day.closed", []byte("{}")) // want "publishctx/no-carrier"
}

func (s *shop) nightlyGood() error {
	ctx, span := tracer.Start(context.Background(), "close-day")
	defer span.End()
	m := &nats.Msg{Subject: "day.closed", Header: nats.Header{}, Data: []byte("{}")}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return s.nc.PublishMsg(m)
}

// No cause at all.

func (s *shop) started() error {
	return s.nc.Publish("shop.started", []byte("{}"))
}

// Both branches are bare.

func (s *shop) branches(ctx context.Context, e events.Placed, urgent bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m := nats.NewMsg("orders.placed")
	if urgent {
		m.Header.Set("Priority", "1")
	} else {
		m.Header.Set("Priority", "0")
	}
	m.Data = data
	return s.nc.PublishMsg(m) // want "publishctx/no-carrier"
}

// One branch is not: only what is bare on every path is reported.

func (s *shop) oneBranch(ctx context.Context, e events.Placed, traced bool) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m := nats.NewMsg("orders.placed")
	m.Data = data
	if traced {
		otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	}
	return s.nc.PublishMsg(m)
}

// The injection goes into another message.

func (s *shop) otherMessage(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m, audit := nats.NewMsg("orders.placed"), nats.NewMsg("audit")
	m.Data = data
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(audit.Header))
	if err := s.nc.PublishMsg(audit); err != nil {
		return err
	}
	return s.nc.PublishMsg(m) // want "publishctx/no-carrier"
}

// The injection comes too late.

func (s *shop) late(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m := nats.NewMsg("orders.placed")
	m.Data = data
	if err := s.nc.PublishMsg(m); err != nil { // want "publishctx/no-carrier"
		return err
	}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return nil
}

// The carrier that was filled is not sent.

func (s *shop) lost(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	c := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, c)
	return s.nc.Publish("orders.placed", data) // want "publishctx/no-carrier"
}
