// Command baggageunknown takes its propagator from a table.
package main

import (
	"context"
	"log"
	"os"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/propagator/recorder"
	"tracelint.test/testdata/propagator/shop"
	"tracelint.test/testdata/propagator/workflow"
)

var known = map[string]propagation.TextMapPropagator{
	"tracecontext": propagation.TraceContext{},
	"baggage":      propagation.Baggage{},
}

func main() {
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	otel.SetTextMapPropagator(known[os.Getenv("OTEL_PROPAGATORS")])
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	ctx, err := workflow.Begin(context.Background(), "w-1")
	if err != nil {
		log.Fatal(err)
	}
	if err := shop.Place(ctx, nc, []byte("o-1")); err != nil {
		log.Fatal(err)
	}
}
