// Package declared has envelopes with places for what is required and without.
package declared

import (
	"context"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/optin/envelope/bus"
	"tracelint.test/testdata/optin/envelope/events"
)

type Bare struct { // want "envelope/undeclared: .*Bare has no place for a correlation id: nobody finds the workflow that the event belongs to; add it"
	EventID string
	Amount  int
}

func bare(ctx context.Context, b *bus.Bus) error {
	if err := b.Publish(ctx, Bare{EventID: "1"}); err != nil {
		return err
	}
	return b.Publish(ctx, &Bare{EventID: "2"})
}

// Never handed off.

type Unused struct{ EventID string }

// Places of all kinds.

type Tagged struct {
	EventID string
	Flow    string `json:"correlation_id"`
}

type Embedding struct {
	Meta
	Amount int
}

type Meta struct{ MessageID, WorkflowID string }

type Nested struct {
	ID       string
	Metadata struct{ EventID, ConversationID string }
}

type Bag struct {
	EventID string
	Headers map[string]string
}

type Opaque struct {
	EventID  string
	Metadata any
}

type Generic[T any] struct {
	EventID       string
	CorrelationID string
	Payload       T
}

func places(ctx context.Context, b *bus.Bus, flow string) error {
	for _, err := range []error{
		b.Publish(ctx, Tagged{EventID: "1", Flow: flow}),
		b.Publish(ctx, Embedding{Meta: Meta{MessageID: "1", WorkflowID: flow}}),
		b.Publish(ctx, Nested{Metadata: struct{ EventID, ConversationID string }{"1", flow}}),
		b.Publish(ctx, Bag{EventID: "1"}),
		b.Publish(ctx, Opaque{EventID: "1"}),
		b.Publish(ctx, Generic[int]{EventID: "1", CorrelationID: flow}),
		b.Publish(ctx, Generic[string]{EventID: "1"}),         // want "envelope/missing-field: .*CorrelationID"
		b.Publish(ctx, Tagged{EventID: "1"}),                  // want "envelope/missing-field: .*Flow"
		b.Publish(ctx, Embedding{Meta: Meta{MessageID: "1"}}), // want "envelope/missing-field: .*WorkflowID"
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// Of another package: said where it is handed off first.

func half(ctx context.Context, b *bus.Bus) error {
	if err := b.Publish(ctx, events.Half{EventID: "1"}); err != nil { // want "envelope/undeclared: .*Half has no place for a correlation id"
		return err
	}
	return b.Publish(ctx, events.Half{EventID: "2"})
}

// Said where it is declared already.

func settled(ctx context.Context, b *bus.Bus) error { return b.Publish(ctx, events.Settled{Amount: 1}) }

// Without headers the trace id needs a place, too.

type Untraced struct { // want "envelope/undeclared: .*Untraced has no place for a trace id"
	EventID, CorrelationID string
}

func untraced(b *bus.Bus, flow string) error {
	return b.Plain(Untraced{EventID: "1", CorrelationID: flow})
}

type Traced struct{ EventID, CorrelationID, Traceparent string }

func traced(b *bus.Bus, flow, parent string) error {
	return b.Plain(Traced{EventID: "1", CorrelationID: flow, Traceparent: parent})
}

// Somebody else's type is not to be changed here.

func foreign(ctx context.Context, b *bus.Bus, m *nats.Msg) error { return b.Publish(ctx, m) }

// Called an envelope.
//
//tracelint:envelope
type Marked struct { // want "envelope/undeclared: .*Marked has no place for an event id"
	CorrelationID string
}
