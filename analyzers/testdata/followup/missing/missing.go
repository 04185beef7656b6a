// Package missing lets follow-up events go without the correlation that came
// in, and beside each the same with it.
package missing

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

type order struct {
	ID    string
	Total int
}

func (s *stock) given(ctx context.Context, placed envelopes.Event, o order) {
	s.publish(ctx, envelopes.Event{ // want "followup/missing: .* placed.CorrelationID came in"
		ID:   uuid.NewString(),
		Body: o,
	})
}

func (s *stock) givenGood(ctx context.Context, placed envelopes.Event, o order) {
	s.publish(ctx, envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: placed.CorrelationID,
		Body:          o,
	})
}

func (s *stock) assigned(ctx context.Context, placed envelopes.Event) {
	var e envelopes.Event // want "followup/missing"
	e.ID = uuid.NewString()
	e.Type = "stock.reserved"
	s.publish(ctx, e)
}

func (s *stock) assignedGood(ctx context.Context, placed envelopes.Event) {
	var e envelopes.Event
	e.ID = uuid.NewString()
	e.CorrelationID = placed.CorrelationID
	s.publish(ctx, e)
}

func (s *stock) empty(ctx context.Context, placed envelopes.Event) {
	s.publish(ctx, envelopes.Event{ID: uuid.NewString(), CorrelationID: ""}) // want "followup/missing"
}

// Made by a helper of another package, which leaves it to the caller.

func (s *stock) direct(placed envelopes.Event) error {
	data, err := json.Marshal(&envelopes.Event{ID: envelopes.NewID(), Type: "stock.reserved"}) // want "followup/missing"
	if err != nil {
		return err
	}
	return s.nc.Publish("stock", data)
}

func (s *stock) filledByPointer(ctx context.Context, placed envelopes.Event) {
	e := envelopes.Event{ID: uuid.NewString()}
	fill(ctx, &e)
	s.publish(ctx, e)
}

var fill func(context.Context, *envelopes.Event)

// The very event goes on.
func (s *stock) forwarded(ctx context.Context, placed envelopes.Event) {
	placed.Type = "stock.checked"
	s.publish(ctx, placed)
}

func (s *stock) copied(ctx context.Context, placed envelopes.Event) {
	next := placed
	next.ID = uuid.NewString()
	s.publish(ctx, next)
}

// One that was decoded goes on, and another was looked at before.
func (s *stock) decodedTwice(ctx context.Context, data []byte) error {
	head := &envelopes.Event{}
	if err := json.Unmarshal(data, head); err != nil {
		return err
	}
	if head.Type != "order.placed" {
		return nil
	}
	placed := &envelopes.Event{}
	if err := json.Unmarshal(data, placed); err != nil {
		return err
	}
	s.publish(ctx, *placed)
	return nil
}

func (s *stock) decoded(ctx context.Context, data []byte) error {
	head := &envelopes.Event{}
	if err := json.Unmarshal(data, head); err != nil {
		return err
	}
	s.publish(ctx, envelopes.Event{ID: uuid.NewString(), Type: head.Type}) // want "followup/missing: .* head.CorrelationID came in"
	return nil
}

// Nothing came in that belongs to a workflow.
func (s *stock) origin(ctx context.Context, o order) {
	s.publish(ctx, envelopes.Event{ID: uuid.NewString(), Body: o})
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
