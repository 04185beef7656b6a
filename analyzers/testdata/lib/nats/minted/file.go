package minted

import (
	"context"
	"encoding/json"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("tracelint.test/nats/minted")

// file keeps an entry.
func file(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	var entry Entry
	err := json.Unmarshal(msg.Data, &entry)
	_, span := tracer.Start(ctx, "file-entry", trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(
		attribute.String("order.id", entry.OrderID),
		attribute.String("entry.trace_id", entry.TraceID),
	))
	defer span.End()
	if err != nil {
		span.RecordError(err)
	}
}
