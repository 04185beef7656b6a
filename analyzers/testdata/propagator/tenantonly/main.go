// Command tenantonly puts no correlation into baggage.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/propagator/narrow"
	"tracelint.test/testdata/propagator/recorder"
	"tracelint.test/testdata/propagator/shop"
	"tracelint.test/testdata/propagator/tenant"
)

func main() {
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	narrow.Setup()
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	ctx, err := tenant.For(context.Background(), "acme")
	if err != nil {
		log.Fatal(err)
	}
	if err := shop.Place(ctx, nc, []byte("o-1")); err != nil {
		log.Fatal(err)
	}
}
