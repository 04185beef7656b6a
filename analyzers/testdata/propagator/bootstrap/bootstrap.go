// Package bootstrap sets up what services need, tracing among it.
package bootstrap

import (
	"context"

	"tracelint.test/testdata/propagator/recorder"
)

// Observe starts observability; the function returned ends it.
func Observe() func() { return observe() }

func observe() func() {
	tp := recorder.Record()
	return func() { _ = tp.Shutdown(context.Background()) }
}

// Version is what tools ask for.
func Version() string { return "1" }
