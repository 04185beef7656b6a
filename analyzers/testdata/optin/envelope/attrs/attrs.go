// Package attrs makes attributes for others.
package attrs

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

// Event says which event a span is about.
func Event(id string) attribute.KeyValue { return attribute.String("messaging.message.id", id) }

// Correlation says which workflow.
func Correlation(id string) attribute.KeyValue { return attribute.String("correlation_id", id) }

// Amount says how much.
func Amount(n int) attribute.KeyValue { return attribute.Int("amount", n) }

// Options are for the start of a consumer's span.
func Options(event, flow string) []trace.SpanStartOption {
	return []trace.SpanStartOption{trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(Event(event), Correlation(flow), attribute.String("consumer.name", "warehouse"))}
}

// Annotate adds all that is required to the span of ctx.
func Annotate(ctx context.Context, event, flow string) {
	trace.SpanFromContext(ctx).SetAttributes(Event(event), Correlation(flow), attribute.String("consumer.name", "warehouse"))
}

// Count adds nothing of it.
func Count(ctx context.Context, n int) { trace.SpanFromContext(ctx).SetAttributes(Amount(n)) }

// Any adds who knows what.
func Any(ctx context.Context, kv ...attribute.KeyValue) {
	trace.SpanFromContext(ctx).SetAttributes(kv...)
}
