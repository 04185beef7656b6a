// Command idle is a tool that has the services' packages below it and records
// no spans: it has no trace to lose.
package main

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/propagator/bootstrap"
	"tracelint.test/testdata/propagator/shop"
)

func main() {
	fmt.Println("version", bootstrap.Version())
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		return
	}
	_ = shop.Place(context.Background(), nc, []byte("o-1"))
}
