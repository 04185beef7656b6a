// Package telemetry sets up tracing for several services in one process and shows what they recorded.
package telemetry

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// Telemetry hands out one tracer provider per service; all of them export to the same memory.
type Telemetry struct {
	exporter *tracetest.InMemoryExporter
	services []string
}

// Setup installs the W3C propagator for the whole process.
func Setup() *Telemetry {
	otel.SetTextMapPropagator(propagation.TraceContext{})
	return &Telemetry{exporter: tracetest.NewInMemoryExporter()}
}

// Provider returns the tracer provider of a service.
func (t *Telemetry) Provider(service string) trace.TracerProvider {
	t.services = append(t.services, service)
	return sdktrace.NewTracerProvider(
		sdktrace.WithSyncer(t.exporter),
		sdktrace.WithResource(resource.NewSchemaless(semconv.ServiceName(service))),
	)
}

// Await returns once the named spans and all their ancestors have ended.
func (t *Telemetry) Await(ctx context.Context, names ...string) error {
	for {
		missing := missing(t.exporter.GetSpans(), names)
		if len(missing) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("still waiting for %q: %w", missing, ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func missing(spans tracetest.SpanStubs, names []string) []string {
	ended := make(map[trace.SpanID]bool)
	left := slices.Clone(names)
	for _, span := range spans {
		ended[span.SpanContext.SpanID()] = true
		left = slices.DeleteFunc(left, func(name string) bool { return name == span.Name })
	}
	for _, span := range spans {
		if span.Parent.IsValid() && !ended[span.Parent.SpanID()] {
			left = append(left, "parent of "+span.Name)
		}
	}
	return left
}

// Handler gives each request a server span named after the route.
func Handler(tp trace.TracerProvider, route string, next http.Handler) http.Handler {
	tracer := tp.Tracer("example.com/orders/internal/telemetry")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := otel.GetTextMapPropagator().Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := tracer.Start(ctx, route, trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
