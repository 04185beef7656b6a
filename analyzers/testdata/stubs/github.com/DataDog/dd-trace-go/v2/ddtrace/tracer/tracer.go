// Package tracer is a stub.
package tracer

import (
	"context"
	"net/http"
	"time"

	"github.com/DataDog/dd-trace-go/v2/datastreams/options"
	"github.com/DataDog/dd-trace-go/v2/ddtrace"
)

type (
	Span        struct{}
	SpanContext struct{}
	SpanLink    struct {
		TraceID, TraceIDHigh, SpanID uint64
		Attributes                   map[string]string
		Tracestate                   string
		Flags                        uint32
	}
	StartSpanConfig struct {
		Parent    *SpanContext
		StartTime time.Time
		Tags      map[string]any
		SpanID    uint64
		Context   context.Context
		SpanLinks []SpanLink
	}
	FinishConfig    struct{}
	SpanEventConfig struct{}
)

type (
	StartOption     func(*config)
	StartSpanOption func(cfg *StartSpanConfig)
	FinishOption    func(cfg *FinishConfig)
	SpanEventOption func(cfg *SpanEventConfig)
	config          struct{}
)

func Start(opts ...StartOption) error       { return nil }
func Stop()                                 {}
func Flush()                                {}
func WithService(name string) StartOption   { return nil }
func WithEnv(env string) StartOption        { return nil }
func WithAgentAddr(addr string) StartOption { return nil }
func WithError(err error) FinishOption      { return nil }
func FinishTime(t time.Time) FinishOption   { return nil }

func StartSpan(operationName string, opts ...StartSpanOption) *Span { return nil }

func StartSpanFromContext(ctx context.Context, operationName string, opts ...StartSpanOption) (*Span, context.Context) {
	return nil, ctx
}

func StartSpanFromPropagatedContext[C TextMapReader](ctx context.Context, operationName string, carrier C, opts ...StartSpanOption) (*Span, context.Context) {
	return nil, ctx
}

func SpanFromContext(ctx context.Context) (*Span, bool)            { return nil, false }
func ContextWithSpan(ctx context.Context, s *Span) context.Context { return ctx }
func Inject(ctx *SpanContext, carrier any) error                   { return nil }
func Extract(carrier any) (*SpanContext, error)                    { return nil, nil }
func FromGenericCtx(c ddtrace.SpanContext) *SpanContext            { return nil }
func SetDataStreamsCheckpoint(ctx context.Context, edgeTags ...string) (outCtx context.Context, ok bool) {
	return ctx, false
}

func SetDataStreamsCheckpointWithParams(ctx context.Context, params options.CheckpointParams, edgeTags ...string) (outCtx context.Context, ok bool) {
	return ctx, false
}

type Propagator interface {
	Inject(context *SpanContext, carrier any) error
	Extract(carrier any) (*SpanContext, error)
}

type Tracer interface {
	StartSpan(operationName string, opts ...StartSpanOption) *Span
	Extract(carrier any) (*SpanContext, error)
	Inject(context *SpanContext, carrier any) error
	Flush()
	Stop()
}

func ChildOf(ctx *SpanContext) StartSpanOption                    { return nil }
func Measured() StartSpanOption                                   { return nil }
func ResourceName(name string) StartSpanOption                    { return nil }
func ServiceName(name string) StartSpanOption                     { return nil }
func SpanType(name string) StartSpanOption                        { return nil }
func StartTime(t time.Time) StartSpanOption                       { return nil }
func Tag(k string, v any) StartSpanOption                         { return nil }
func WithSpanID(id uint64) StartSpanOption                        { return nil }
func WithSpanLinks(links []SpanLink) StartSpanOption              { return nil }
func WithStartSpanConfig(cfg *StartSpanConfig) StartSpanOption    { return nil }
func WithTags(tags map[string]any) StartSpanOption                { return nil }
func NewStartSpanConfig(opts ...StartSpanOption) *StartSpanConfig { return nil }

func (s *Span) AddEvent(name string, opts ...SpanEventOption)                  {}
func (s *Span) AddLink(link SpanLink)                                          {}
func (s *Span) BaggageItem(key string) string                                  { return "" }
func (s *Span) Context() *SpanContext                                          { return nil }
func (s *Span) Finish(opts ...FinishOption)                                    {}
func (s *Span) Root() *Span                                                    { return nil }
func (s *Span) SetBaggageItem(key, val string)                                 {}
func (s *Span) SetOperationName(operationName string)                          {}
func (s *Span) SetTag(key string, value any)                                   {}
func (s *Span) StartChild(operationName string, opts ...StartSpanOption) *Span { return nil }
func (s *Span) String() string                                                 { return "" }

func (c *SpanContext) ForeachBaggageItem(handler func(k, v string) bool) {}
func (c *SpanContext) SpanID() uint64                                    { return 0 }
func (c *SpanContext) SpanLinks() []SpanLink                             { return nil }
func (c *SpanContext) TraceID() string                                   { return "" }
func (c *SpanContext) TraceIDBytes() [16]byte                            { return [16]byte{} }
func (c *SpanContext) TraceIDLower() uint64                              { return 0 }
func (c *SpanContext) TraceIDUpper() uint64                              { return 0 }

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
