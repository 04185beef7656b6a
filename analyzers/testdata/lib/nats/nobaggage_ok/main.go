// Command nobaggage_ok places one order under a correlation id in baggage.
package main

import (
	"context"
	"log"
	"os"
	"time"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/natsbroker"
	"tracelint.test/testdata/lib/internal/spans"
	"tracelint.test/testdata/lib/nats/shop"
)

// correlationKey is the baggage member that names the workflow.
const correlationKey = "correlation.id"

var tracer = otel.Tracer("tracelint.test/nats/nobaggage")

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

// correlated puts the id of the workflow into the baggage of what follows.
func correlated(ctx context.Context, id string) (context.Context, error) {
	member, err := baggage.NewMember(correlationKey, id)
	if err != nil {
		return nil, err
	}
	bag, err := baggage.FromContext(ctx).SetMember(member)
	if err != nil {
		return nil, err
	}
	return baggage.ContextWithBaggage(ctx, bag), nil
}

// warehouse reserves what was ordered.
type warehouse struct {
	reserved chan string
}

func (w *warehouse) handle(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(attribute.String(correlationKey, baggage.FromContext(ctx).Member(correlationKey).Value())))
	span.End()
	w.reserved <- msg.Subject
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

	warehouse := &warehouse{reserved: make(chan string, 1)}
	sub, err := nc.Subscribe(shop.Orders, warehouse.handle)
	if err != nil {
		return err
	}
	if ctx, err = correlated(ctx, "c-1"); err != nil {
		return err
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	select {
	case <-warehouse.reserved:
	case <-time.After(3 * time.Second):
		log.Print("gave up on the order")
	}
	return sub.Unsubscribe()
}
