// Package envelopes holds the envelopes that the cases of idoverload fill, and
// what makes them. Nothing here hands events off.
package envelopes

import (
	"github.com/google/uuid"
)

// Event is an envelope with a place for each id.
type Event struct {
	ID            string `json:"id"`
	Type          string `json:"type"`
	TraceID       string `json:"trace_id"`
	CorrelationID string `json:"correlation_id"`
	CausationID   string `json:"causation_id"`
	Body          any    `json:"body"`
}

// Meta is an envelope's ids kept apart from it.
type Meta struct {
	EventID  string `json:"eventId"`
	Workflow string `json:"workflow_id"`
	Span     string `json:"span_id"`
}

// Wrapped has its ids in a part of its own.
type Wrapped struct {
	Meta Meta
	Body []byte
}

// NewID makes up an id.
func NewID() string { return uuid.NewString() }

// Make puts both where their names say.
func Make(eventID, correlationID string) Event {
	return Event{ID: eventID, CorrelationID: correlationID}
}

// WithTrace fills in the trace of an event that somebody else made.
func WithTrace(e Event, trace string) Event {
	e.TraceID = trace
	return e
}

// Double is the mistake itself; its callers have no part in it.
func Double(id string) Event {
	return Event{
		ID:      id,
		TraceID: id, // want "idoverload/shared: id is event id and trace id at once"
	}
}

// SetIDs writes into an event.
func SetIDs(e *Event, id, trace string) {
	e.ID = id
	e.TraceID = trace
}
