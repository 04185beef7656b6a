// Package helpers gives names to functions that start spans.
package helpers

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/spanname/flow"
)

var tracer = otel.Tracer("tracelint.test/spanname/helpers")

func begin(ctx context.Context, name string) (context.Context, trace.Span) {
	return tracer.Start(ctx, "shop."+name)
}

func plain(ctx context.Context, name string) (context.Context, trace.Span) {
	return tracer.Start(ctx, name)
}

type tracing struct{ t trace.Tracer }

func (t *tracing) span(ctx context.Context, op string) func() {
	_, span := t.t.Start(ctx, op)
	return func() { span.End() }
}

func calls(ctx context.Context, t *tracing, orderID string) {
	_, span := plain(ctx, "process") // want "spanname/technical: .*\\(via helpers.plain, helpers.go:\\d+\\)"
	span.End()
	_, span = plain(ctx, "reserve-inventory")
	span.End()
	_, span = begin(ctx, "process") // shop.process: the shop is the business
	span.End()
	_, span = begin(ctx, orderID) // want "spanname/cardinality: .*orderID, an id"
	span.End()
	defer t.span(ctx, "handle event")() // want "spanname/technical"
	defer t.span(ctx, "reserve-inventory")()
}

func elsewhere(ctx context.Context, m kafka.Message) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
	ctx, span := flow.Start(ctx, "work") // want "spanname/technical: .*\\(via flow.Start, flow.go:\\d+\\)"
	span.End()
	_, span = flow.Start(ctx, "work", trace.WithSpanKind(trace.SpanKindServer))
	span.End()
	_, span = flow.Start(ctx, "reserve-inventory")
	span.End()
	_, span = flow.Consumer(ctx, "process") // want "spanname/bare-verb: .*name it \"process \" \\+ m.Topic"
	span.End()
	_, span = flow.Step(ctx, "stock", "execute") // want "spanname/technical"
	span.End()
	_, span = flow.Step(ctx, "stock", "reserve")
	span.End()
	_, span = flow.Step(ctx, "stock", string(m.Key)) // want "spanname/cardinality"
	span.End()
	_, span = flow.Bad(ctx)
	span.End()
	_ = flow.Do(ctx, func(ctx context.Context) error { return ctx.Err() })
}
