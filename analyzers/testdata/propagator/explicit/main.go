// Command explicit injects through a propagator of its own.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/propagator/recorder"
)

var propagator = propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{})

func main() {
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	ctx, span := otel.Tracer("explicit").Start(context.Background(), "place-order")
	defer span.End()
	msg := nats.NewMsg("orders")
	propagator.Inject(ctx, propagation.HeaderCarrier(msg.Header))
	if err := nc.PublishMsg(msg); err != nil {
		log.Print(err)
	}
}
