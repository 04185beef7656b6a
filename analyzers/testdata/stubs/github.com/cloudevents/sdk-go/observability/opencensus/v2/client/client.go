// Package client is a stub: the signatures of CloudEvents' observability with OpenCensus, without code.
package client

import (
	"github.com/cloudevents/sdk-go/v2/client"
	"github.com/cloudevents/sdk-go/v2/protocol/http"
)

func New() client.ObservabilityService                                              { return nil }
func NewClientHTTP(topt []http.Option, copt []client.Option) (client.Client, error) { return nil, nil }
