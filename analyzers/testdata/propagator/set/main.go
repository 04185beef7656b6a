// Command set has a package below set the propagator, which carries baggage.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/propagator/shop"
	"tracelint.test/testdata/propagator/telemetry"
	"tracelint.test/testdata/propagator/workflow"
)

func main() {
	tp := telemetry.Setup()
	defer tp.Shutdown(context.Background())
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
