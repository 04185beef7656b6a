// Package ddtrace is a stub.
package ddtrace

// SpanContext is what a span hands on.
type SpanContext interface {
	SpanID() uint64
	TraceID() string
	TraceIDBytes() [16]byte
	TraceIDLower() uint64
	ForeachBaggageItem(handler func(k, v string) bool)
}
