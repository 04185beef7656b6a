// Package http is a stub: the signatures of CloudEvents' observability with OpenCensus, without code.
package http

import (
	"context"

	"github.com/cloudevents/sdk-go/v2/binding"
	"github.com/cloudevents/sdk-go/v2/protocol/http"
)

func NewObservedHTTP(opts ...http.Option) (*http.Protocol, error) { return nil, nil }

func TracePropagatorContextDecorator(ctx context.Context, msg binding.Message) context.Context {
	return ctx
}
