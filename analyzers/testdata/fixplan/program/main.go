// Command program says nothing of OpenTelemetry itself.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/propagator/recorder"
	"tracelint.test/testdata/propagator/shop"
)

func main() { // want "propagator/unset"
	// Spans go nowhere yet.
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if err := shop.Place(context.Background(), nc, []byte("o-1")); err != nil {
		log.Fatal(err)
	}
}
