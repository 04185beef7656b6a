// Package choice injects through the process-wide propagator unless it is
// given another.
package choice

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

// Publisher publishes in the trace of its caller.
type Publisher struct {
	Conn       *nats.Conn
	propagator propagation.TextMapPropagator
}

// New returns a publisher; a nil propagator stands for the process-wide one.
func New(nc *nats.Conn, p propagation.TextMapPropagator) *Publisher {
	if p == nil {
		p = otel.GetTextMapPropagator()
	}
	return &Publisher{Conn: nc, propagator: p}
}

// Publish publishes data.
func (p *Publisher) Publish(ctx context.Context, subject string, data []byte) error {
	msg := nats.NewMsg(subject)
	msg.Data = data
	p.propagator.Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return p.Conn.PublishMsg(msg)
}
