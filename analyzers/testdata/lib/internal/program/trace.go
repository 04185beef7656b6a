package program

import (
	"context"
	"io"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/lib/internal/spans"
)

// trace makes OpenTelemetry's process-wide provider and propagator real ones
// that print spans on w as they end.
func trace(w io.Writer) (shutdown func(context.Context) error) {
	provider := spans.Provider(w)
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}))
	return provider.Shutdown
}
