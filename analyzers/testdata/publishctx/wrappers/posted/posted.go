// Package posted sends events without room for an id through a generic
// publisher.
package posted

import (
	"context"

	"tracelint.test/testdata/shared/bus"
	"tracelint.test/testdata/shared/events"
)

func place(ctx context.Context, b *bus.Generic[events.Placed], e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.Post(e) // want "publishctx/no-carrier"
}

func placeGood(ctx context.Context, b *bus.Generic[events.Correlated], id string) error {
	return b.Post(events.New(ctx, id))
}
