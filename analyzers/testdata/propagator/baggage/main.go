// Command baggage sets a propagator that does not carry what it puts into baggage.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/propagator/recorder"
	"tracelint.test/testdata/propagator/shop"
	"tracelint.test/testdata/propagator/workflow"
)

func main() {
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{})) // want `propagator/no-baggage: .* carries no baggage: correlation_id, put into it by workflow.Begin \(workflow.go:12\), does not leave`
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
