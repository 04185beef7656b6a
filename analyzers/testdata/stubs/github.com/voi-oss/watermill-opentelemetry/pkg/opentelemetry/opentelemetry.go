// Package opentelemetry is a stub: the signatures of voi-oss/watermill-opentelemetry, without code.
package opentelemetry

import (
	"github.com/ThreeDotsLabs/watermill/message"
	"go.opentelemetry.io/otel/attribute"
)

type (
	config             struct{}
	Option             func(*config)
	PublisherDecorator struct{}
)

func WithSpanAttributes(attributes ...attribute.KeyValue) Option { return nil }

func NewPublisherDecorator(pub message.Publisher, options ...Option) message.Publisher { return pub }
func NewNamedPublisherDecorator(name string, pub message.Publisher, options ...Option) message.Publisher {
	return pub
}
func (p *PublisherDecorator) Publish(topic string, messages ...*message.Message) error { return nil }
func (p *PublisherDecorator) Close() error                                             { return nil }

func Trace(options ...Option) message.HandlerMiddleware                         { return nil }
func TraceHandler(h message.HandlerFunc, options ...Option) message.HandlerFunc { return h }
func TraceNoPublishHandler(h message.NoPublishHandlerFunc, options ...Option) message.NoPublishHandlerFunc {
	return h
}
