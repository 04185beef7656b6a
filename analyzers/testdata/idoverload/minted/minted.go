// Package minted makes ids of traces up, although there are real ones.
package minted

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/idoverload/envelopes"
)

type audit struct {
	TraceID string `json:"trace_id"`
	SpanID  string
	Order   string
}

func field(ctx context.Context, order string) audit {
	return audit{
		TraceID: uuid.NewString(), // want "idoverload/minted-trace: the trace id uuid.NewString.. was made up"
		Order:   order,
	}
}

func fieldGood(ctx context.Context, order string) audit {
	sc := trace.SpanContextFromContext(ctx)
	return audit{TraceID: sc.TraceID().String(), SpanID: sc.SpanID().String(), Order: order}
}

func several(w http.ResponseWriter, r *http.Request) audit {
	traceID := uuid.New().String()
	a := audit{TraceID: traceID} // want "idoverload/minted-trace: the trace id traceID was made up"
	w.Header().Set("X-Trace-Id", traceID)
	return a
}

func random(ctx context.Context) audit {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		return audit{}
	}
	return audit{TraceID: hex.EncodeToString(b[:])} // want "idoverload/minted-trace"
}

func clock(ctx context.Context) audit {
	return audit{SpanID: strconv.FormatInt(time.Now().UnixNano(), 10)} // want "idoverload/minted-trace"
}

func prefixed(ctx context.Context) audit {
	return audit{TraceID: fmt.Sprintf("shop-%s", uuid.NewString())} // want "idoverload/minted-trace"
}

func business(ctx context.Context, orderID string) audit {
	return audit{TraceID: orderID} // want "idoverload/minted-trace: the trace id orderID is a key of the business"
}

func header(m *nats.Msg) {
	m.Header.Set("trace_id", envelopes.NewID()) // want "idoverload/minted-trace"
}

func attr(span trace.Span) {
	span.SetAttributes(attribute.String("trace_id", uuid.NewString())) // want "idoverload/minted-trace"
}

func attrGood(span trace.Span) {
	span.SetAttributes(attribute.String("trace_id", span.SpanContext().TraceID().String()))
}

// Through a helper: at the call that makes it up.

func helper(ctx context.Context) audit { return note("o-1", uuid.NewString()) } // want "idoverload/minted-trace"

func note(order, id string) audit { return audit{Order: order, TraceID: id} }

// A helper that makes it up itself, and is told once.

func own(ctx context.Context) audit { return ownNote(ctx) }

func ownNote(ctx context.Context) audit {
	return audit{TraceID: uuid.NewString()} // want "idoverload/minted-trace"
}

// Where there is no trace, as a check has found, something has to tell records apart.

func fallback(r *http.Request) map[string]any {
	fields := map[string]any{}
	if sc := trace.SpanContextFromContext(r.Context()); sc.TraceID().IsValid() {
		fields["trace_id"] = sc.TraceID().String()
	} else {
		fields["trace_id"] = uuid.NewString()
	}
	return fields
}

func fallbackFirst(r *http.Request) audit {
	sc := trace.SpanContextFromContext(r.Context())
	if !sc.IsValid() {
		return audit{TraceID: uuid.NewString()}
	}
	return audit{TraceID: sc.TraceID().String()}
}

func whereThereIsOne(r *http.Request) audit {
	sc := trace.SpanContextFromContext(r.Context())
	if sc.IsValid() {
		return audit{TraceID: uuid.NewString()} // want "idoverload/minted-trace"
	}
	return audit{}
}
