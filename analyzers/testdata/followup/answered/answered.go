// Package answered reads correlation ids from what calls answer: such an id
// came in for what happens after the call, and for nothing before it.
package answered

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/idoverload/envelopes"
)

type stock struct {
	nc *nats.Conn
}

type receipt struct {
	CorrelationID string
	Stored        bool
}

// store begins a workflow of its own and says which.
func (s *stock) store(ctx context.Context, name string, lines map[string]any) (*receipt, error) {
	id := uuid.NewString()
	s.publish(ctx, envelopes.Event{ID: uuid.NewString(), CorrelationID: id, Body: lines})
	return &receipt{CorrelationID: id, Stored: name != ""}, nil
}

func (s *stock) after(ctx context.Context, name string) (string, error) {
	r, err := s.store(ctx, name, map[string]any{"name": name})
	if err != nil {
		return "", err
	}
	e := envelopes.Event{ID: uuid.NewString()}
	e.CorrelationID = envelopes.NewID() // want "followup/reset: .* CorrelationID came in"
	s.publish(ctx, e)
	return r.CorrelationID, nil
}

func (s *stock) before(ctx context.Context, name string) (string, error) {
	s.publish(ctx, envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: uuid.NewString(),
	})
	r, err := s.store(ctx, name, map[string]any{"name": name})
	if err != nil {
		return "", err
	}
	return r.CorrelationID, nil
}

func (s *stock) publish(ctx context.Context, e envelopes.Event) {
	data, err := json.Marshal(e)
	if err != nil {
		return
	}
	m := &nats.Msg{Subject: "stock", Header: nats.Header{}, Data: data}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	_ = s.nc.PublishMsg(m)
}
