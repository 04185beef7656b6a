package program

import (
	"context"
	"encoding/json"
	"io"
	"sync"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// trace makes OpenTelemetry's process-wide provider and propagator real ones
// that print spans on w as they end.
func trace(w io.Writer) (shutdown func(context.Context) error) {
	provider := sdktrace.NewTracerProvider(sdktrace.WithSyncer(&printer{out: json.NewEncoder(w)}))
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}))
	return provider.Shutdown
}

// printer is an exporter that writes one JSON object per span.
type printer struct {
	mu  sync.Mutex
	out *json.Encoder
}

type span struct {
	Name    string            `json:"name"`
	Kind    string            `json:"kind"`
	TraceID string            `json:"traceID"`
	SpanID  string            `json:"spanID"`
	Parent  string            `json:"parent,omitempty"`
	Links   []link            `json:"links,omitempty"`
	Status  string            `json:"status"`
	Attrs   map[string]string `json:"attributes,omitempty"`
}

type link struct {
	TraceID string `json:"traceID"`
	SpanID  string `json:"spanID"`
}

func (p *printer) ExportSpans(_ context.Context, spans []sdktrace.ReadOnlySpan) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range spans {
		row := span{
			Name:    s.Name(),
			Kind:    s.SpanKind().String(),
			TraceID: s.SpanContext().TraceID().String(),
			SpanID:  s.SpanContext().SpanID().String(),
			Status:  s.Status().Code.String(),
			Attrs:   make(map[string]string),
		}
		if s.Parent().IsValid() {
			row.Parent = s.Parent().SpanID().String()
		}
		for _, l := range s.Links() {
			row.Links = append(row.Links, link{l.SpanContext.TraceID().String(), l.SpanContext.SpanID().String()})
		}
		for _, kv := range s.Attributes() {
			row.Attrs[string(kv.Key)] = kv.Value.Emit()
		}
		if err := p.out.Encode(row); err != nil {
			return err
		}
	}
	return nil
}

func (p *printer) Shutdown(context.Context) error { return nil }
