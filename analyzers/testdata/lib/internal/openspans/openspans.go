// Package openspans traces with OpenTracing instead of OpenTelemetry.
package openspans

import (
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/opentracing/opentracing-go"
	"github.com/opentracing/opentracing-go/mocktracer"
)

type span struct {
	Name    string `json:"name"`
	Kind    string `json:"kind"`
	TraceID string `json:"traceID"`
	SpanID  string `json:"spanID"`
	Parent  string `json:"parent,omitempty"`
	Status  string `json:"status"`
}

// Traced has what a broker's Start starts traced by OpenTracing's tracer for
// tests. When the broker stops, the spans that have ended are printed as those
// of OpenTelemetry are.
func Traced(start func() (broker string, stop func(), err error)) func() (string, func(), error) {
	return func() (string, func(), error) {
		tracer := mocktracer.New()
		opentracing.SetGlobalTracer(tracer)
		broker, stop, err := start()
		return broker, func() {
			stop()
			if err := write(tracer.FinishedSpans()); err != nil {
				log.Print(err)
			}
		}, err
	}
}

func write(spans []*mocktracer.MockSpan) error {
	out := json.NewEncoder(os.Stdout)
	for _, s := range spans {
		row := span{Name: s.OperationName, Kind: "internal", TraceID: fmt.Sprintf("%032x", s.SpanContext.TraceID), SpanID: fmt.Sprintf("%016x", s.SpanContext.SpanID), Status: "Unset"}
		if kind := s.Tag("span.kind"); kind != nil {
			row.Kind = fmt.Sprint(kind)
		}
		if s.ParentID != 0 {
			row.Parent = fmt.Sprintf("%016x", s.ParentID)
		}
		if failed, _ := s.Tag("error").(bool); failed {
			row.Status = "Error"
		}
		if err := out.Encode(row); err != nil {
			return err
		}
	}
	return nil
}
