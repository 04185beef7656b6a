// Package traps holds what looks like one id in the place of several and is not.
package traps

import (
	"context"
	"log/slog"
	"math/rand"
	"net/http"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/idoverload/envelopes"
)

type record struct {
	EventID        string
	IdempotencyKey string
	RequestID      string
	TraceID        string
	SpanID         string
	CorrelationID  string
	CausationID    string
}

// The first event of a flow may be its own correlation and cause.
func first(order string) record {
	id := uuid.NewString()
	return record{EventID: id, CorrelationID: id, CausationID: id}
}

// What came in has no correlation: its id begins one.
type plain struct {
	ID    string
	Order string
}

func begins(in plain) record {
	return record{EventID: uuid.NewString(), CorrelationID: in.ID, CausationID: in.ID}
}

// A key for deduplication is the event's id by right.
func dedup() record {
	id := uuid.NewString()
	return record{EventID: id, IdempotencyKey: id, RequestID: id}
}

// The cause is the event that came in.
func caused(in envelopes.Event) record {
	return record{EventID: uuid.NewString(), CausationID: in.ID, CorrelationID: in.CorrelationID}
}

// Made up only where nothing came in.
func fallback(in envelopes.Event) record {
	corr := in.CorrelationID
	if corr == "" {
		corr = in.ID
	}
	return record{EventID: uuid.NewString(), CorrelationID: corr, CausationID: in.ID}
}

func fallbackLater(in envelopes.Event) envelopes.Event {
	out := envelopes.Event{ID: uuid.NewString(), CorrelationID: in.CorrelationID}
	if out.CorrelationID == "" {
		out.CorrelationID = out.ID
	}
	return out
}

func traceFallback(r *http.Request) record {
	id := r.Header.Get("X-Trace-Id")
	if id == "" {
		id = uuid.NewString()
	}
	return record{TraceID: id}
}

// Which of two it is depends on the way here.
func either(in envelopes.Event, again bool) record {
	id := uuid.NewString()
	corr := id
	if again {
		corr = in.CorrelationID
	}
	return record{EventID: id, CorrelationID: corr}
}

// Two elements of one list are two values.
func elements(in []envelopes.Event) record {
	if len(in) < 2 {
		return record{}
	}
	return record{EventID: in[0].ID, TraceID: in[1].ID}
}

// Two calls make two ids.
func twice() record {
	return record{EventID: uuid.NewString(), SpanID: uuid.New().String()[:16]}
}

// A tracer's own records.
type spanContext struct {
	TraceID, SpanID uint64
}

type ids struct{}

func (ids) NewIDs(ctx context.Context) (trace.TraceID, trace.SpanID) {
	var t trace.TraceID
	var s trace.SpanID
	rand.New(rand.NewSource(1)).Read(t[:])
	rand.New(rand.NewSource(2)).Read(s[:])
	return t, s
}

func root(ctx context.Context) spanContext {
	id := rand.Uint64()
	return spanContext{TraceID: id, SpanID: id}
}

// Logs may say what they like.
func logged(ctx context.Context, id string) {
	slog.InfoContext(ctx, "order placed", "event_id", id, "trace_id", id)
	slog.InfoContext(ctx, "order placed", slog.String("event_id", id), slog.String("trace_id", id))
}

// Another domain's traces.
type parcel struct {
	ParcelTraceID string
	StackTrace    string
	EventID       string
}

func ship(ctx context.Context) parcel {
	id := uuid.NewString()
	return parcel{ParcelTraceID: id, EventID: id, StackTrace: id}
}

// Constants identify nothing.
func constant(ctx context.Context) record { return record{EventID: "x", TraceID: "x"} }

// Nothing to take an id from.
func offline() record { return record{TraceID: uuid.NewString()} }

// Two envelopes.
func two(ctx context.Context, id string) (*nats.Msg, kafka.Message) {
	m := nats.NewMsg("orders")
	m.Header.Set("event_id", id)
	return m, kafka.Message{Headers: []kafka.Header{{Key: "correlation-id", Value: []byte(id)}}}
}
