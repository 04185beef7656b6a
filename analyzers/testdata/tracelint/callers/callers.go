// Package callers calls wrappers of another package whose losses are accepted
// there, and some whose are not.
package callers

import (
	"context"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/tracelint/accepted"
)

func send(ctx context.Context, a *accepted.Audit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return a.Send([]byte("placed"))
}

func record(ctx context.Context, a *accepted.Audit) error {
	return a.Record(context.Background(), []byte("placed"))
}

func twice(ctx context.Context, a *accepted.Audit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return a.Twice([]byte("placed"))
}

func open(ctx context.Context, a *accepted.Audit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return a.Open([]byte("placed")) // want "publishctx/no-carrier"
}

func quiet(ctx context.Context, a *accepted.Audit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return a.Quiet([]byte("placed"))
}

// A directive at one call says nothing of the others.

func openTwice(ctx context.Context, a *accepted.Audit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return a.Open([]byte("placed")) //tracelint:ignore publishctx/no-carrier -- replayed by hand
}

func begin(nc *nats.Conn) error {
	_, err := nc.Subscribe("invoices", func(m *nats.Msg) { accepted.Begin() })
	return err
}

func fresh(nc *nats.Conn) error {
	_, err := nc.Subscribe("invoices", func(m *nats.Msg) { accepted.Fresh() }) // want "freshroot/root"
	return err
}
