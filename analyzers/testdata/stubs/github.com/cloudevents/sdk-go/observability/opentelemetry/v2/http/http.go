// Package http is a stub: the signatures of the SDK's observability as of 2026-06-30, without code.
package http

import cehttp "github.com/cloudevents/sdk-go/v2/protocol/http"

func NewObservedHTTP(opts ...cehttp.Option) (*cehttp.Protocol, error) { return nil, nil }
