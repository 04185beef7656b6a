// Package otelbus instruments clients: its spans are named for what they are
// given, by conventions, and for nobody's business.
package otelbus

import (
	"context"
	"net/http"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("tracelint.test/spanname/otelbus")

// Process starts the span of a message.
func Process(ctx context.Context, m *kafka.Message) (context.Context, trace.Span) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: m})
	ctx, span := tracer.Start(ctx, "process")
	span.SetName("process " + string(m.Key))
	return ctx, span
}

// Conventions say what is in the name of a request's span, and that its path is not.

// Requests starts the span of a request.
func Requests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, span := tracer.Start(r.Context(), r.Method+" "+r.URL.Path, trace.WithSpanKind(trace.SpanKindServer)) // want "spanname/cardinality: .*made of r.URL.Path, a URL's path"
		defer span.End()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// RequestsOK does so by the route.
func RequestsOK(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, span := tracer.Start(r.Context(), r.Method+" "+r.Pattern, trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
