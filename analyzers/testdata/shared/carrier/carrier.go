// Package carrier puts trace contexts into messages and takes them out.
package carrier

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

// Prepare has a name that does not say what it does: it injects ctx.
func Prepare(ctx context.Context, m *nats.Msg) {
	if m.Header == nil {
		m.Header = nats.Header{}
	}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
}

// Headers returns headers that hold the trace context of ctx.
func Headers(ctx context.Context) nats.Header {
	h := nats.Header{}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(h))
	return h
}

// Message builds a message that holds the trace context of ctx.
func Message(ctx context.Context, subject string, data []byte) *nats.Msg {
	return &nats.Msg{Subject: subject, Header: Headers(ctx), Data: data}
}

// InjectTraceContext has a name that promises what it does not do.
func InjectTraceContext(_ context.Context, m *nats.Msg) {
	if m.Header == nil {
		m.Header = nats.Header{}
	}
	m.Header.Set("Content-Type", "application/json")
}

// Context returns ctx with the trace context of the message.
func Context(ctx context.Context, m *nats.Msg) context.Context {
	return otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Header))
}

// Kafka adapts a message's headers to the propagator.
type Kafka struct {
	Message *kafka.Message
}

// Get returns the value of the header called key.
func (k Kafka) Get(key string) string {
	for _, h := range k.Message.Headers {
		if h.Key == key {
			return string(h.Value)
		}
	}
	return ""
}

// Set adds a header.
func (k Kafka) Set(key, value string) {
	k.Message.Headers = append(k.Message.Headers, kafka.Header{Key: key, Value: []byte(value)})
}

// Keys lists the headers' keys.
func (k Kafka) Keys() []string {
	keys := make([]string, 0, len(k.Message.Headers))
	for _, h := range k.Message.Headers {
		keys = append(keys, h.Key)
	}
	return keys
}

// Pairs returns the trace context of ctx as headers.
func Pairs(ctx context.Context) []kafka.Header {
	m := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, m)
	var hs []kafka.Header
	for k, v := range m {
		hs = append(hs, kafka.Header{Key: k, Value: []byte(v)})
	}
	return hs
}
