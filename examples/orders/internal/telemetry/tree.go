package telemetry

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// Trace is one trace as a tree; it has several roots when spans in the middle are missing.
type Trace struct {
	ID    trace.TraceID
	Roots []*Span
}

// Span is a recorded span with its children in a stable order.
type Span struct {
	tracetest.SpanStub
	Service  string
	Children []*Span
}

// Traces arranges what has been recorded so far, the earliest service first.
func (t *Telemetry) Traces() []Trace {
	byID := make(map[trace.SpanID]*Span)
	var spans []*Span
	for _, stub := range t.exporter.GetSpans() {
		service, _ := stub.Resource.Set().Value(semconv.ServiceNameKey)
		span := &Span{SpanStub: stub, Service: service.AsString()}
		byID[stub.SpanContext.SpanID()] = span
		spans = append(spans, span)
	}
	slices.SortFunc(spans, func(a, b *Span) int {
		return cmp.Or(
			cmp.Compare(slices.Index(t.services, a.Service), slices.Index(t.services, b.Service)),
			a.StartTime.Compare(b.StartTime),
		)
	})

	var traces []Trace
	for _, span := range spans {
		if parent := byID[span.Parent.SpanID()]; parent != nil {
			parent.Children = append(parent.Children, span)
			continue
		}
		id := span.SpanContext.TraceID()
		i := slices.IndexFunc(traces, func(t Trace) bool { return t.ID == id })
		if i < 0 {
			i = len(traces)
			traces = append(traces, Trace{ID: id})
		}
		traces[i].Roots = append(traces[i].Roots, span)
	}
	return traces
}

// Labels replaces ids by short names that stay the same from run to run.
type Labels map[string]string

// NewLabels numbers the traces; other ids are numbered when they are first asked for.
func NewLabels(traces []Trace) Labels {
	labels := Labels{"": "-"}
	for i, t := range traces {
		labels[t.ID.String()] = fmt.Sprintf("trace %d", i+1)
	}
	return labels
}

// Of returns the short name of an id.
func (l Labels) Of(id string) string {
	if _, ok := l[id]; !ok {
		n := 1
		for _, label := range l {
			if strings.HasPrefix(label, "#") {
				n++
			}
		}
		l[id] = fmt.Sprintf("#%d", n)
	}
	return l[id]
}

// Print draws each trace as a tree.
func Print(w io.Writer, traces []Trace, labels Labels) {
	for _, t := range traces {
		fmt.Fprintln(w, labels.Of(t.ID.String()))
		for _, root := range t.Roots {
			root.print(w, labels, "  ", "  ")
		}
		fmt.Fprintln(w)
	}
}

func (s *Span) print(w io.Writer, labels Labels, first, rest string) {
	line := fmt.Sprintf("%-49s %-10s %s", first+s.Name, s.Service, strings.Join(s.notes(labels), "  "))
	fmt.Fprintln(w, strings.TrimRight(line, " "))
	for i, child := range s.Children {
		if i < len(s.Children)-1 {
			child.print(w, labels, rest+"├─ ", rest+"│  ")
		} else {
			child.print(w, labels, rest+"└─ ", rest+"   ")
		}
	}
}

func (s *Span) notes(labels Labels) []string {
	var notes []string
	for _, attr := range s.Attributes {
		switch attr.Key {
		case semconv.MessagingMessageIDKey:
			notes = append(notes, "event="+labels.Of(attr.Value.AsString()))
		case semconv.MessagingMessageConversationIDKey:
			notes = append(notes, "correlation="+labels.Of(attr.Value.AsString()))
		case "payment.attempt":
			notes = append(notes, "attempt="+attr.Value.String())
		}
	}
	if s.Status.Code == codes.Error {
		notes = append(notes, "ERROR "+s.Status.Description)
	}
	for _, link := range s.Links {
		if link.SpanContext.TraceID() != s.SpanContext.TraceID() {
			notes = append(notes, "↪ linked to "+labels.Of(link.SpanContext.TraceID().String()))
		}
	}
	return notes
}
