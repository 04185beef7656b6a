// Package narrow sets a propagator without baggage.
package narrow

import (
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

// Setup propagates traces alone.
func Setup() {
	var p propagation.TextMapPropagator = propagation.TraceContext{}
	otel.SetTextMapPropagator(p)
}
