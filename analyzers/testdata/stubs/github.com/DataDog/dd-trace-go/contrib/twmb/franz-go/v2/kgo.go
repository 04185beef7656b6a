// Package kgo is a stub: the signatures of dd-trace-go's contrib/twmb/franz-go v2, without code.
package kgo

import (
	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/twmb/franz-go/pkg/kgo"
)

type Option interface{ apply(*struct{}) }

func WithService(serviceName string) Option                         { return nil }
func WithDataStreams() Option                                       { return nil }
func WithTracing(opts ...Option) kgo.Opt                            { return nil }
func ExtractSpanContext(r *kgo.Record) (*tracer.SpanContext, error) { return nil, nil }
