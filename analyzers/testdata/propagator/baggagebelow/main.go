// Command baggagebelow has a package below set a propagator without baggage.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel/baggage"

	"tracelint.test/testdata/propagator/narrow"
	"tracelint.test/testdata/propagator/recorder"
	"tracelint.test/testdata/propagator/shop"
)

const correlationKey = "x-correlation-id"

func main() { // want `propagator/no-baggage: .* otel.SetTextMapPropagator \(narrow.Setup, narrow.go:12\) carries no baggage: x-correlation-id, put into it by main.main, does`
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	narrow.Setup()
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	m, err := baggage.NewMemberRaw(correlationKey, "w-1")
	if err != nil {
		log.Fatal(err)
	}
	b, err := baggage.New(m)
	if err != nil {
		log.Fatal(err)
	}
	if err := shop.Place(baggage.ContextWithBaggage(context.Background(), b), nc, []byte("o-1")); err != nil {
		log.Fatal(err)
	}
}
