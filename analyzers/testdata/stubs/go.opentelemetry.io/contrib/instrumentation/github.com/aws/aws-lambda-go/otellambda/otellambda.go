// Package otellambda is a stub: the signatures of otellambda v0.70.0, without code.
package otellambda

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

type (
	Flusher          interface{ ForceFlush(context.Context) error }
	EventToCarrier   func(eventJSON []byte) propagation.TextMapCarrier
	TraceAttributeFn func(eventJSON []byte) []attribute.KeyValue
	Option           interface{ apply(*struct{}) }
)

func WithTracerProvider(tracerProvider trace.TracerProvider) Option        { return nil }
func WithFlusher(flusher Flusher) Option                                   { return nil }
func WithEventToCarrier(eventToCarrier EventToCarrier) Option              { return nil }
func WithPropagator(propagator propagation.TextMapPropagator) Option       { return nil }
func WithTraceAttributeFn(fn TraceAttributeFn) Option                      { return nil }
func InstrumentHandler(handlerFunc any, options ...Option) any             { return nil }
func WrapHandler(handler lambda.Handler, options ...Option) lambda.Handler { return nil }
