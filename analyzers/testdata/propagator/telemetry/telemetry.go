// Package telemetry sets up tracing.
package telemetry

import (
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"

	"tracelint.test/testdata/propagator/recorder"
)

// Setup records spans and propagates traces and baggage.
func Setup() *sdktrace.TracerProvider {
	tp := recorder.Record()
	otel.SetTextMapPropagator(newPropagator())
	return tp
}

func newPropagator() propagation.TextMapPropagator {
	return propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{})
}
