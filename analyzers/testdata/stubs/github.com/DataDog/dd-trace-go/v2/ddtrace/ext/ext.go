// Package ext is a stub: the keys and values of tags.
package ext

const (
	SpanKind         = "span.kind"
	SpanKindServer   = "server"
	SpanKindClient   = "client"
	SpanKindConsumer = "consumer"
	SpanKindProducer = "producer"
	SpanKindInternal = "internal"

	ResourceName = "resource.name"
	SpanType     = "span.type"
	Error        = "error"
)
