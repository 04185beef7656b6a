// Package own calls a publisher of its own that sends what it is given. All
// its calls are here and bare, so it is reported itself.
package own

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
	return s.nc.Publish(subject, data) // want "publishctx/no-carrier"
}

func (s *shop) place(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.send("orders.placed", e)
}

func (s *shop) cancel(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.send("orders.cancelled", e)
}
