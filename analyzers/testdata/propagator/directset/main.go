// Command directset injects by itself, through a propagator that it sets.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("directset")

func main() {
	otel.SetTextMapPropagator(propagation.TraceContext{})
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	if err := place(context.Background(), nc, []byte("o-1")); err != nil {
		log.Fatal(err)
	}
}

func place(ctx context.Context, nc *nats.Conn, order []byte) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	msg := nats.NewMsg("orders")
	msg.Data = order
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return nc.PublishMsg(msg)
}
