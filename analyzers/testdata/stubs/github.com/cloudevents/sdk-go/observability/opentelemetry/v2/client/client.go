// Package client is a stub: the signatures of the SDK's observability as of 2026-06-30, without code.
package client

import (
	"context"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/cloudevents/sdk-go/v2/binding"
	"github.com/cloudevents/sdk-go/v2/client"
	"github.com/cloudevents/sdk-go/v2/extensions"
	cehttp "github.com/cloudevents/sdk-go/v2/protocol/http"
	"go.opentelemetry.io/otel/attribute"
)

type (
	CloudEventCarrier struct {
		Extension *extensions.DistributedTracingExtension
	}
	OTelObservabilityService       struct{}
	OTelObservabilityServiceOption func(*OTelObservabilityService)
)

func NewClientHTTP(topt []cehttp.Option, copt []client.Option, obsOpts ...OTelObservabilityServiceOption) (client.Client, error) {
	return nil, nil
}

func NewCloudEventCarrier() CloudEventCarrier { return CloudEventCarrier{} }
func NewCloudEventCarrierWithEvent(ctx context.Context, event cloudevents.Event) CloudEventCarrier {
	return CloudEventCarrier{}
}
func (cec CloudEventCarrier) Get(key string) string        { return "" }
func (cec CloudEventCarrier) Set(key string, value string) {}
func (cec CloudEventCarrier) Keys() []string               { return nil }

func InjectDistributedTracingExtension(ctx context.Context, event cloudevents.Event) {}
func ExtractDistributedTracingExtension(ctx context.Context, event cloudevents.Event) context.Context {
	return nil
}

func NewOTelObservabilityService(opts ...OTelObservabilityServiceOption) *OTelObservabilityService {
	return nil
}
func (o OTelObservabilityService) InboundContextDecorators() []func(context.Context, binding.Message) context.Context {
	return nil
}
func (o OTelObservabilityService) RecordReceivedMalformedEvent(ctx context.Context, err error) {}
func (o OTelObservabilityService) RecordCallingInvoker(ctx context.Context, event *cloudevents.Event) (context.Context, func(errOrResult error)) {
	return nil, nil
}
func (o OTelObservabilityService) RecordSendingEvent(ctx context.Context, event cloudevents.Event) (context.Context, func(errOrResult error)) {
	return nil, nil
}
func (o OTelObservabilityService) RecordRequestEvent(ctx context.Context, event cloudevents.Event) (context.Context, func(errOrResult error, event *cloudevents.Event)) {
	return nil, nil
}
func GetDefaultSpanAttributes(e *cloudevents.Event, method string) []attribute.KeyValue { return nil }

func WithSpanAttributesGetter(attrGetter func(cloudevents.Event) []attribute.KeyValue) OTelObservabilityServiceOption {
	return nil
}
func WithSpanNameFormatter(nameFormatter func(cloudevents.Event) string) OTelObservabilityServiceOption {
	return nil
}
