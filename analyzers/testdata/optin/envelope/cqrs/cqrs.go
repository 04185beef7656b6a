// Package cqrs hands events to watermill's buses, which make the messages
// themselves; decorators of the publisher below fill their metadata.
package cqrs

import (
	"context"

	"github.com/ThreeDotsLabs/watermill/components/cqrs"
)

// Shipped has no field for its workflow: that is in the metadata, or nowhere,
// and only where the bus is made can it be seen.
type Shipped struct {
	EventID string
	Order   string
}

func ship(ctx context.Context, bus *cqrs.EventBus, id string) error {
	return bus.Publish(ctx, Shipped{EventID: id, Order: "o-1"})
}
