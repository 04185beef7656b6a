// Command quiet is a tool that records no spans: it has no trace to lose,
// though it imports a package that injects.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/propagator/shop"
)

func main() {
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if err := shop.Place(context.Background(), nc, []byte("o-1")); err != nil {
		log.Fatal(err)
	}
}
