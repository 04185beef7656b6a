// Command kept keeps the process-wide propagator for later.
package main

import (
	"context"
	"log"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/propagator/recorder"
)

type publisher struct {
	conn       *nats.Conn
	propagator propagation.TextMapPropagator
}

func main() { // want "propagator/unset"
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	nc, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	p := &publisher{conn: nc, propagator: otel.GetTextMapPropagator()}
	ctx, span := otel.Tracer("kept").Start(context.Background(), "place-order")
	defer span.End()
	if err := p.publish(ctx, "orders"); err != nil {
		log.Print(err)
	}
}

func (p *publisher) publish(ctx context.Context, subject string) error {
	msg := nats.NewMsg(subject)
	p.propagator.Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return p.conn.PublishMsg(msg)
}
