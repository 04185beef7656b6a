// Package flow is an in-house tracing helper: its callers give the names.
package flow

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("tracelint.test/spanname/flow")

// Start starts a span of that name.
func Start(ctx context.Context, name string, opts ...trace.SpanStartOption) (context.Context, trace.Span) {
	return tracer.Start(ctx, name, opts...)
}

// Consumer starts a consumer's span.
func Consumer(ctx context.Context, name string) (context.Context, trace.Span) {
	return tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindConsumer))
}

// Step starts a span for a step of a service.
func Step(ctx context.Context, service, name string) (context.Context, trace.Span) {
	return Start(ctx, fmt.Sprintf("worker.%s", name))
}

// Do runs f under a span: what f does its caller knows.
func Do(ctx context.Context, f func(context.Context) error) error {
	ctx, span := tracer.Start(ctx, "run")
	defer span.End()
	return f(ctx)
}

// Bad names every span alike.
func Bad(ctx context.Context) (context.Context, trace.Span) {
	return tracer.Start(ctx, "process") // want "spanname/technical"
}
