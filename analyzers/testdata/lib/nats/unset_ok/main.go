// Command unset_ok places one order and lets the warehouse reserve it. Tracing is
// set up with a propagator.
package main

import (
	"context"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/lib/internal/natsbroker"
	"tracelint.test/testdata/lib/internal/spans"
	"tracelint.test/testdata/lib/nats/shop"
)

func main() {
	provider := spans.Provider(os.Stdout)
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}))
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
	if err := provider.Shutdown(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	url, stop, err := natsbroker.Start()
	if err != nil {
		return err
	}
	defer stop()
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	sub, err := warehouse.Subscribe(nc)
	if err != nil {
		return err
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	select {
	case <-warehouse.Reserved:
	case <-time.After(3 * time.Second):
		log.Print("gave up on the order")
	}
	return sub.Unsubscribe()
}
