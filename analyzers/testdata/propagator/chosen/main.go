// Command chosen gives a package the propagator that it is to use.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/propagator/choice"
	"tracelint.test/testdata/propagator/recorder"
)

func main() {
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if err := choice.New(nc, propagation.TraceContext{}).Publish(context.Background(), "orders", nil); err != nil {
		log.Print(err)
	}
}
