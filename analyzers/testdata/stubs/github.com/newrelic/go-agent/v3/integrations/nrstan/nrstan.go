// Package nrstan is a stub: the signatures of New Relic's instrumentation of NATS Streaming, without code.
package nrstan

import (
	"github.com/nats-io/stan.go"
	"github.com/newrelic/go-agent/v3/newrelic"
)

func StreamingSubWrapper(app *newrelic.Application, f func(msg *stan.Msg)) func(msg *stan.Msg) {
	return f
}
