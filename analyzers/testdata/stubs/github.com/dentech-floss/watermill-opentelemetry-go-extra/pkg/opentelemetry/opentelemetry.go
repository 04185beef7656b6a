// Package opentelemetry is a stub: the signatures of dentech-floss/watermill-opentelemetry-go-extra, without code.
package opentelemetry

import "github.com/ThreeDotsLabs/watermill/message"

type TracePropagatingPublisherDecorator struct{}

func NewTracePropagatingPublisherDecorator(pub message.Publisher) message.Publisher { return pub }
func (p *TracePropagatingPublisherDecorator) Publish(topic string, messages ...*message.Message) error {
	return nil
}
func (p *TracePropagatingPublisherDecorator) Close() error { return nil }

func ExtractRemoteParentSpanContext() message.HandlerMiddleware                       { return nil }
func ExtractRemoteParentSpanContextHandler(h message.HandlerFunc) message.HandlerFunc { return h }
