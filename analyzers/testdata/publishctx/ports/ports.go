// Package ports publishes through interfaces.
package ports

import (
	"context"
	"encoding/json"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/shared/events"
)

// Publisher is exported: an implementation elsewhere can always exist.
type Publisher interface {
	Publish(ctx context.Context, e events.Placed) error
}

// Sender has a name that does not say that it hands events off.
type Sender interface {
	Transfer(ctx context.Context, e events.Placed) error
}

type service struct {
	publisher Publisher
	sender    Sender
	sealed    sealed
}

func (s *service) good(ctx context.Context, e events.Placed) error {
	return s.publisher.Publish(ctx, e)
}

// An empty context is wrong whatever stands behind the interface.

func (s *service) dropped(ctx context.Context, e events.Placed) error {
	return s.publisher.Publish(context.Background(), e) // want "publishctx/dropped"
}

func (s *service) otherName(ctx context.Context, e events.Placed) error {
	return s.sender.Transfer(context.Background(), e)
}

func (s *service) noCause(e events.Placed) error {
	return s.publisher.Publish(context.Background(), e)
}

// The event carries already.

// Correlator publishes events that belong to a workflow.
type Correlator interface {
	Publish(ctx context.Context, e events.Correlated) error
}

func carries(ctx context.Context, p Correlator, id string) error {
	return p.Publish(context.Background(), events.New(ctx, id))
}

// A sealed interface with one implementation, which is bare: reported there.

type sealed interface {
	Publish(ctx context.Context, e events.Placed) error
	seal()
}

type onlyOne struct{ nc *nats.Conn }

func (o *onlyOne) seal() {}

func (o *onlyOne) Publish(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return o.nc.Publish("orders.placed", data) // want "publishctx/no-carrier"
}

func (s *service) throughSealed(ctx context.Context, e events.Placed) error {
	return s.sealed.Publish(ctx, e)
}

func newService(nc *nats.Conn, p Publisher, t Sender) *service {
	return &service{publisher: p, sender: t, sealed: &onlyOne{nc}}
}
