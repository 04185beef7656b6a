// Package mixed calls a publisher of its own that sends what it is given: once
// with an id in the event, once without.
package mixed

import (
	"context"
	"encoding/json"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/shared/events"
)

type shop struct{ nc *nats.Conn }

func (s *shop) send(subject string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.nc.Publish(subject, data)
}

func (s *shop) place(ctx context.Context, id string) error {
	return s.send("orders.placed", events.New(ctx, id))
}

func (s *shop) cancel(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.send("orders.cancelled", e) // want "publishctx/no-carrier"
}
