// Command kafkaown gives kotel a propagator.
package main

import (
	"context"
	"log"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/propagator/recorder"
)

func main() {
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	tracing := kotel.NewTracer(kotel.TracerProvider(tp), kotel.TracerPropagator(propagation.TraceContext{}))
	client, err := kgo.NewClient(kgo.WithHooks(kotel.NewKotel(kotel.WithTracer(tracing)).Hooks()...))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	ctx, span := otel.Tracer("kafkaown").Start(context.Background(), "place-order")
	defer span.End()
	if err := client.ProduceSync(ctx, kgo.StringRecord("o-1")).FirstErr(); err != nil {
		log.Print(err)
	}
}
