// Package events declares envelopes and makes them. It hands nothing off.
package events

import "strconv"

// Base is what all events have.
type Base struct {
	ID            string `json:"event_id"`
	TraceID       string `json:"trace_id"`
	CorrelationID string `json:"correlation_id"`
}

// Placed is an event.
type Placed struct {
	Base
	Amount int
}

// Cancelled is one too.
type Cancelled struct {
	EventID       string
	CorrelationID string
	TraceParent   string
	Reason        string
}

var last int

func next() string {
	last++
	return strconv.Itoa(last)
}

// NewBase fills what an event needs.
func NewBase(correlation string) Base { return Base{ID: next(), CorrelationID: correlation} }

// NewPlaced leaves the workflow open.
func NewPlaced(amount int) Placed { return Placed{Base: Base{ID: next()}, Amount: amount} }

// NewPlacedFor does not.
func NewPlacedFor(correlation string, amount int) Placed {
	return Placed{Base: NewBase(correlation), Amount: amount}
}

// NewCancelled leaves the workflow open, too.
func NewCancelled(reason string) *Cancelled {
	c := &Cancelled{EventID: next()}
	c.Reason = reason
	return c
}

// Correlate says to which workflow it belongs.
func (c *Cancelled) Correlate(id string) { c.CorrelationID = id }

// Explain says why.
func (c *Cancelled) Explain(reason string) { c.Reason = reason }

// Half has no place for the workflow.
type Half struct {
	EventID string
	Amount  int
}

// Settled is called an envelope, and says nothing of itself.
//
//tracelint:envelope
type Settled struct { // want "envelope/undeclared: .*Settled has no place for an event id and a correlation id"
	Amount int
}
