// Package renames holds names with their edits.
package renames

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("tracelint.test/spanname/renames")

const (
	once  = "execute"
	twice = "handle message"
)

func reserveInventory(ctx context.Context) {
	_, span := tracer.Start(ctx, "process") // want "spanname/technical"
	span.End()
}

func chargeCustomer(ctx context.Context) {
	_, span := tracer.Start(ctx, once) // want "spanname/technical"
	span.End()
}

// What others use too is not renamed.
func bookParcel(ctx context.Context) {
	_, span := tracer.Start(ctx, twice) // want "spanname/technical"
	span.End()
}

func printLabel(ctx context.Context) {
	_, span := tracer.Start(ctx, twice) // want "spanname/technical"
	span.End()
}

// Nor what is put together.
func packParcel(ctx context.Context) {
	_, span := tracer.Start(ctx, "run"+".job") // want "spanname/technical"
	span.End()
}

func process(ctx context.Context, m kafka.Message) {
	_, span := tracer.Start(ctx, `process`, trace.WithSpanKind(trace.SpanKindConsumer)) // want "spanname/bare-verb"
	span.End()
}

func begin(ctx context.Context, name string) (context.Context, trace.Span) {
	return tracer.Start(ctx, name)
}

func sendInvoice(ctx context.Context) {
	_, span := begin(ctx, "send") // want "spanname/technical"
	span.End()
}
