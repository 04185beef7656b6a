// Command kafkabaggage gives kotel a propagator without baggage.
package main

import (
	"context"
	"log"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/propagator/recorder"
	"tracelint.test/testdata/propagator/workflow"
)

func main() {
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	tracing := kotel.NewTracer(kotel.TracerPropagator(propagation.TraceContext{})) // want "propagator/no-baggage: the propagator given to kotel.TracerPropagator carries no baggage"
	client, err := kgo.NewClient(kgo.WithHooks(kotel.NewKotel(kotel.WithTracer(tracing)).Hooks()...))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	ctx, err := workflow.Begin(context.Background(), "w-1")
	if err != nil {
		log.Fatal(err)
	}
	ctx, span := otel.Tracer("kafkabaggage").Start(ctx, "place-order")
	defer span.End()
	if err := client.ProduceSync(ctx, kgo.StringRecord("o-1")).FirstErr(); err != nil {
		log.Print(err)
	}
}
