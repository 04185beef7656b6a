// Command through has spans recorded by what it calls in a package below.
package main

import (
	"context"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/propagator/bootstrap"
	"tracelint.test/testdata/propagator/shop"
)

func main() { // want "propagator/unset"
	defer bootstrap.Observe()()
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		return
	}
	_ = shop.Place(context.Background(), nc, []byte("o-1"))
}
