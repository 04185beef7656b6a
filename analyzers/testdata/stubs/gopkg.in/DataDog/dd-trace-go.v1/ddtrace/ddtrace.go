// Package ddtrace is a stub.
package ddtrace

import "time"

type SpanContext interface {
	SpanID() uint64
	TraceID() uint64
	ForeachBaggageItem(handler func(k, v string) bool)
}

type SpanContextW3C interface {
	SpanContext
	TraceID128() string
	TraceID128Bytes() [16]byte
}

type Span interface {
	BaggageItem(key string) string
	Context() SpanContext
	Finish(opts ...FinishOption)
	SetBaggageItem(key, val string)
	SetOperationName(operationName string)
	SetTag(key string, value interface{})
}

type Tracer interface {
	Extract(carrier interface{}) (SpanContext, error)
	Inject(context SpanContext, carrier interface{}) error
	StartSpan(operationName string, opts ...StartSpanOption) Span
	Stop()
}

type (
	FinishOption    func(cfg *FinishConfig)
	FinishConfig    struct{}
	StartSpanOption func(cfg *StartSpanConfig)
	StartSpanConfig struct {
		Parent    SpanContext
		StartTime time.Time
		Tags      map[string]interface{}
		SpanID    uint64
		SpanLinks []SpanLink
	}
	SpanLink struct{ TraceID, TraceIDHigh, SpanID uint64 }
)
