// Package accepted holds wrappers whose losses somebody has accepted: who
// calls them hears nothing of it.
package accepted

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("accepted")

// Audit publishes what it is given.
type Audit struct{ nc *nats.Conn }

// Send hands b off as it is.
func (a *Audit) Send(b []byte) error {
	return a.nc.Publish("audit", b) //tracelint:ignore publishctx/no-carrier -- the audit log is not part of any trace
}

// Record is judged here: its context is at hand.
func (a *Audit) Record(ctx context.Context, b []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return a.nc.Publish("audit", b) //tracelint:ignore publishctx -- the audit log is not part of any trace
}

// Twice goes through Send.
func (a *Audit) Twice(b []byte) error {
	if err := a.Send(b); err != nil {
		return err
	}
	return a.Send(b)
}

// Open hands b off as it is, and nobody has accepted that.
func (a *Audit) Open(b []byte) error { return a.nc.Publish("audit", b) }

// Quiet calls it and has.
//
//tracelint:ignore publishctx/no-carrier -- callers have nothing to add
func (a *Audit) Quiet(b []byte) error { return a.Open(b) }

// Begin starts a span of its own.
func Begin() context.Context {
	ctx, span := tracer.Start(context.Background(), "settle-invoice") //tracelint:ignore freshroot/root -- a trace per settlement
	defer span.End()
	return ctx
}

// Fresh does so too, and nobody has accepted that.
func Fresh() context.Context {
	ctx, span := tracer.Start(context.Background(), "settle-invoice")
	defer span.End()
	return ctx
}
