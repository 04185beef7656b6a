// Package otelbus instruments clients: its spans are named for what they are
// given, by conventions, and for nobody's business.
package otelbus

import (
	"context"

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
