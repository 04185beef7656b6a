// Package shared lets one value be several ids, in each way in which it gets
// there, and beside each the same with ids of their own.
package shared

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/idoverload/envelopes"
)

type shop struct {
	nc *nats.Conn
}

// A literal.

func (s *shop) literal() envelopes.Event {
	id := uuid.NewString()
	return envelopes.Event{
		ID:            id,
		TraceID:       id, // want "idoverload/shared: id is event id, trace id and correlation id at once"
		CorrelationID: id,
	}
}

func (s *shop) literalGood(ctx context.Context) envelopes.Event {
	return envelopes.Event{
		ID:            uuid.NewString(),
		TraceID:       trace.SpanContextFromContext(ctx).TraceID().String(),
		CorrelationID: uuid.NewString(),
	}
}

// Conversions and variables.

func (s *shop) converted() envelopes.Event {
	u := uuid.New()
	text := u.String()
	same := fmt.Sprintf("%s", text)
	return envelopes.Event{ID: u.String(), TraceID: same} // want "idoverload/shared"
}

func (s *shop) convertedGood() envelopes.Event {
	u := uuid.New()
	return envelopes.Event{ID: u.String(), TraceID: "order-" + u.String()[:8]}
}

// Assignments, one after the other.

func (s *shop) assigned(id string) envelopes.Event {
	var e envelopes.Event
	e.ID = id
	e.TraceID = id // want "idoverload/shared: id is event id and trace id"
	return e
}

func (s *shop) assignedGood(id, traceID string) envelopes.Event {
	var e envelopes.Event
	e.ID = id
	e.TraceID = traceID
	return e
}

// Headers.

func (s *shop) headers(id string) *nats.Msg {
	m := nats.NewMsg("orders")
	m.Header.Set("event_id", id)
	m.Header.Set("X-Trace-Id", id) // want "idoverload/shared"
	return m
}

func (s *shop) headersGood(ctx context.Context, id string) *nats.Msg {
	m := nats.NewMsg("orders")
	m.Header.Set("event_id", id)
	m.Header.Set("X-Trace-Id", trace.SpanContextFromContext(ctx).TraceID().String())
	return m
}

func (s *shop) kafkaHeaders(id string) kafka.Message {
	return kafka.Message{Headers: []kafka.Header{
		{Key: "message-id", Value: []byte(id)},
		{Key: "trace-id", Value: []byte(id)}, // want "idoverload/shared"
	}}
}

func (s *shop) kafkaHeadersGood(id, other string) kafka.Message {
	return kafka.Message{Headers: []kafka.Header{
		{Key: "message-id", Value: []byte(id)},
		{Key: "trace-id", Value: []byte(other)},
	}}
}

func (s *shop) appended(id string) kafka.Message {
	var m kafka.Message
	m.Headers = append(m.Headers, kafka.Header{Key: "message-id", Value: []byte(id)})
	m.Headers = append(m.Headers, kafka.Header{Key: "span-id", Value: []byte(id)}) // want "idoverload/shared: id is event id and span id"
	return m
}

// A map.

func (s *shop) mapped(id string) map[string]string {
	return map[string]string{
		"eventId":      id,
		"parentSpanId": id, // want "idoverload/shared: id is event id and parent span id"
	}
}

func (s *shop) mappedGood(id, parent string) map[string]string {
	return map[string]string{"eventId": id, "parentSpanId": parent}
}

// Attributes of a span.

func (s *shop) attributes(span trace.Span, id string) {
	span.SetAttributes(
		attribute.String("event.id", id),
		attribute.String("shop.trace_id", id), // an attribute of the shop's own: its name says something else
		attribute.String("trace.id", id),      // want "idoverload/shared"
	)
}

// Nested.

func (s *shop) nested(id string) envelopes.Wrapped {
	return envelopes.Wrapped{Meta: envelopes.Meta{
		EventID: id,
		Span:    id, // want "idoverload/shared"
	}}
}

func (s *shop) nestedGood(id, span string) envelopes.Wrapped {
	return envelopes.Wrapped{Meta: envelopes.Meta{EventID: id, Span: span}}
}

// Ids that meet in another function, another package, three calls later.

func (s *shop) meets() envelopes.Event {
	id := envelopes.NewID()
	e := s.build(id)
	return s.finish(e, id) // want "idoverload/shared: id is event id and trace id at once"
}

func (s *shop) build(id string) envelopes.Event { return envelopes.Make(id, uuid.NewString()) }

func (s *shop) finish(e envelopes.Event, id string) envelopes.Event {
	return envelopes.WithTrace(e, id)
}

func (s *shop) meetsElsewhere() envelopes.Event {
	id := envelopes.NewID()
	return envelopes.WithTrace(envelopes.Make(id, uuid.NewString()), id) // want "idoverload/shared: id is event id and trace id"
}

func (s *shop) meetsElsewhereGood(ctx context.Context) envelopes.Event {
	id := envelopes.NewID()
	sc := trace.SpanContextFromContext(ctx)
	return envelopes.WithTrace(envelopes.Make(id, uuid.NewString()), sc.TraceID().String())
}

func (s *shop) set() *envelopes.Event {
	id := envelopes.NewID()
	e := &envelopes.Event{}
	envelopes.SetIDs(e, id, id) // want "idoverload/shared"
	return e
}

func (s *shop) reported() envelopes.Event {
	return envelopes.Double(envelopes.NewID()) // reported where it is done
}

// While a correlation is in scope.

func (s *shop) correlated(in envelopes.Event) error {
	id := uuid.NewString()
	return s.send(envelopes.Event{
		ID:            id,
		CorrelationID: id, // want "idoverload/shared: id is event id and correlation id at once: .* keep in.CorrelationID" "followup/reset"
	})
}

func (s *shop) correlatedGood(in envelopes.Event) error {
	return s.send(envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: in.CorrelationID,
		CausationID:   in.ID,
	})
}

func (s *shop) oneForBoth(in envelopes.Event) error {
	return s.send(envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: in.ID,
		CausationID:   in.ID, // want "idoverload/shared: in.ID is correlation id and causation id"
	})
}

func (s *shop) send(e envelopes.Event) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.nc.Publish("orders", data)
}
