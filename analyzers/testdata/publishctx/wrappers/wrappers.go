// Package wrappers calls in-house publishers of another package.
package wrappers

import (
	"context"
	"encoding/json"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/shared/bus"
	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/events"
)

// One that injects is right everywhere.

func injecting(ctx context.Context, b *bus.Injecting, e events.Placed) error {
	return b.Publish(ctx, "orders.placed", e)
}

// One that drops its context is reported there, not here.

func bare(ctx context.Context, b *bus.Bare, e events.Placed) error {
	return b.Publish(ctx, e)
}

// Not even with an empty context in its first argument: nothing here repairs it.

func bareTwice(ctx context.Context, b *bus.Bare, e events.Placed) error {
	if err := b.Publish(ctx, e); err != nil {
		return err
	}
	return b.Publish(ctx, e)
}

// Generic ones.

func generic(ctx context.Context, b *bus.Generic[events.Placed], e events.Placed) error {
	return b.Publish(ctx, e)
}

func genericDropped(ctx context.Context, b *bus.Generic[events.Placed], e events.Placed) error {
	return b.Publish(context.Background(), e) // want "publishctx/dropped"
}

// Those that send what they are given are judged by what that is.

func traced(ctx context.Context, b *bus.Raw, id string) error {
	return b.SendJSON("orders.placed", events.New(ctx, id))
}

func message(ctx context.Context, b *bus.Raw, data []byte) error {
	return b.Forward(carrier.Message(ctx, "orders.placed", data))
}

func marshalled(ctx context.Context, b *bus.Raw, id string) error {
	data, err := json.Marshal(events.New(ctx, id))
	if err != nil {
		return err
	}
	return b.Send("orders.placed", data)
}

func bytes(ctx context.Context, b *bus.Raw, data []byte) error {
	return b.Send("orders.placed", data)
}

func anything(ctx context.Context, b *bus.Raw, v any) error {
	return b.SendJSON("orders.placed", v)
}

// A type that has room for an id, filled by someone else.

func filledElsewhere(ctx context.Context, b *bus.Raw, e events.Correlated) error {
	return b.SendJSON("orders.placed", e)
}

func bareMessage(ctx context.Context, b *bus.Raw) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.Forward(&nats.Msg{Subject: "orders.placed", Data: []byte("{}")}) // want "publishctx/no-carrier"
}
