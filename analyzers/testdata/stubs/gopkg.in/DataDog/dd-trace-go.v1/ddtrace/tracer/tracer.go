// Package tracer is a stub.
package tracer

import (
	"context"
	"net/http"
	"time"

	"gopkg.in/DataDog/dd-trace-go.v1/ddtrace"
)

type (
	Span            = ddtrace.Span
	StartSpanOption = ddtrace.StartSpanOption
	FinishOption    = ddtrace.FinishOption
	StartOption     func(*config)
	config          struct{}
)

func Start(opts ...StartOption)           {}
func Stop()                               {}
func WithService(name string) StartOption { return nil }
func WithError(err error) FinishOption    { return nil }
func FinishTime(t time.Time) FinishOption { return nil }

func StartSpan(operationName string, opts ...StartSpanOption) Span { return nil }

func StartSpanFromContext(ctx context.Context, operationName string, opts ...StartSpanOption) (Span, context.Context) {
	return nil, ctx
}

func SpanFromContext(ctx context.Context) (Span, bool)            { return nil, false }
func ContextWithSpan(ctx context.Context, s Span) context.Context { return ctx }
func Inject(ctx ddtrace.SpanContext, carrier interface{}) error   { return nil }
func Extract(carrier interface{}) (ddtrace.SpanContext, error)    { return nil, nil }

func ChildOf(ctx ddtrace.SpanContext) StartSpanOption        { return nil }
func Measured() StartSpanOption                              { return nil }
func ResourceName(name string) StartSpanOption               { return nil }
func ServiceName(name string) StartSpanOption                { return nil }
func SpanType(name string) StartSpanOption                   { return nil }
func StartTime(t time.Time) StartSpanOption                  { return nil }
func Tag(k string, v interface{}) StartSpanOption            { return nil }
func WithSpanID(id uint64) StartSpanOption                   { return nil }
func WithSpanLinks(links []ddtrace.SpanLink) StartSpanOption { return nil }

type TextMapWriter interface{ Set(key, val string) }

type TextMapReader interface {
	ForeachKey(handler func(key, val string) error) error
}

type TextMapCarrier map[string]string

func (c TextMapCarrier) ForeachKey(handler func(key, val string) error) error { return nil }
func (c TextMapCarrier) Set(key, val string)                                  {}

type HTTPHeadersCarrier http.Header

func (c HTTPHeadersCarrier) ForeachKey(handler func(key, val string) error) error { return nil }
func (c HTTPHeadersCarrier) Set(key, val string)                                  {}
