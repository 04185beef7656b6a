// Command kafka has kotel inject through a propagator that nobody sets.
package main

import (
	"context"
	"log"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/propagator/recorder"
)

func main() { // want "propagator/unset: kotel.NewTracer uses"
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	tracing := kotel.NewTracer(kotel.TracerProvider(tp))
	client, err := kgo.NewClient(kgo.WithHooks(kotel.NewKotel(kotel.WithTracer(tracing)).Hooks()...))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	ctx, span := otel.Tracer("kafka").Start(context.Background(), "place-order")
	defer span.End()
	if err := client.ProduceSync(ctx, kgo.StringRecord("o-1")).FirstErr(); err != nil {
		log.Print(err)
	}
}
