// Package plain sends events without room for an id through a publisher that
// takes anything: one finding for the package, the other calls are related.
package plain

import (
	"context"

	"tracelint.test/testdata/shared/bus"
	"tracelint.test/testdata/shared/events"
)

func place(ctx context.Context, b *bus.Raw, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.SendJSON("orders.placed", e) // want "publishctx/no-carrier"
}

func placeAgain(ctx context.Context, b *bus.Raw, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.SendJSON("orders.placed", e)
}

func placeGood(ctx context.Context, b *bus.Raw, id string) error {
	return b.SendJSON("orders.placed", events.New(ctx, id))
}
