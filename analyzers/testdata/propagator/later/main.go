// Command later hands the setter to code that calls it.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/propagator/shop"
)

func main() {
	setup(otel.SetTextMapPropagator)
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	ctx, span := otel.Tracer("later").Start(context.Background(), "open-shop")
	defer span.End()
	if err := shop.Place(ctx, nc, nil); err != nil {
		log.Print(err)
	}
}

func setup(set func(propagation.TextMapPropagator)) { set(propagation.TraceContext{}) }
