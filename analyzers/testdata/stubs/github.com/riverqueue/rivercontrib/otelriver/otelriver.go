// Package otelriver is a stub: the signatures of otelriver as of 2026-07-24, without code.
package otelriver

import (
	"context"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"
)

type (
	MiddlewareConfig struct {
		DurationUnit                string
		EnableSemanticMetrics       bool
		EnableTracePropagation      bool
		EnableWorkSpanJobKindSuffix bool
		MeterProvider               metric.MeterProvider
		TracerProvider              trace.TracerProvider
	}
	Middleware struct{ river.PluginDefaults }
)

func NewMiddleware(config *MiddlewareConfig) *Middleware { return nil }

func (m *Middleware) InsertMany(ctx context.Context, manyParams []*rivertype.JobInsertParams, doInner func(ctx context.Context) ([]*rivertype.JobInsertResult, error)) ([]*rivertype.JobInsertResult, error) {
	return nil, nil
}
func (m *Middleware) MetricEmit(ctx context.Context, params *rivertype.HookMetricEmitParams) {}
func (m *Middleware) Work(ctx context.Context, job *rivertype.JobRow, doInner func(context.Context) error) error {
	return nil
}
