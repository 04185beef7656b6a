// Package bus holds in-house publishers: some carry the trace of the context
// that they are given, some what they are given to send, some nothing at all.
package bus

import (
	"context"
	"encoding/json"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/events"
)

// Injecting puts the caller's trace context into the headers.
type Injecting struct{ nc *nats.Conn }

// NewInjecting returns a publisher on nc.
func NewInjecting(nc *nats.Conn) *Injecting { return &Injecting{nc} }

// Publish sends v with the trace context of ctx.
func (b *Injecting) Publish(ctx context.Context, subject string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	m := &nats.Msg{Subject: subject, Header: nats.Header{}, Data: data}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return b.nc.PublishMsg(m)
}

// Bare takes a context and does nothing with it.
type Bare struct{ nc *nats.Conn }

// NewBare returns a publisher on nc.
func NewBare(nc *nats.Conn) *Bare { return &Bare{nc} }

// Publish loses the trace of whoever calls it.
func (b *Bare) Publish(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.nc.Publish("orders.placed", data) // want "publishctx/no-carrier"
}

// Raw sends bytes; what they carry is the caller's business.
type Raw struct{ nc *nats.Conn }

// NewRaw returns a publisher on nc.
func NewRaw(nc *nats.Conn) *Raw { return &Raw{nc} }

// Send sends data as it is.
func (b *Raw) Send(subject string, data []byte) error {
	return b.nc.Publish(subject, data)
}

// SendJSON sends v as JSON.
func (b *Raw) SendJSON(subject string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.Send(subject, data)
}

// Forward sends a message that the caller made.
func (b *Raw) Forward(m *nats.Msg) error {
	return b.nc.PublishMsg(m)
}

// Generic sends events of type E.
type Generic[E any] struct {
	nc      *nats.Conn
	subject string
}

// NewGeneric returns a publisher on nc.
func NewGeneric[E any](nc *nats.Conn, subject string) *Generic[E] {
	return &Generic[E]{nc, subject}
}

// Publish sends e with the trace context of ctx.
func (g *Generic[E]) Publish(ctx context.Context, e E) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m := &nats.Msg{Subject: g.subject, Header: nats.Header{}, Data: data}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return g.nc.PublishMsg(m)
}

// Post sends e and nothing else.
func (g *Generic[E]) Post(e E) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return g.nc.Publish(g.subject, data)
}
