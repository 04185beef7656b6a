// Command place places an order at a running shop, as a customer's service would.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"log"
	"net/http"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"example.com/orders/internal/events"
)

func main() {
	url := flag.String("url", "http://localhost:8080/orders", "where the shop takes orders")
	flag.Parse()

	stop := setup()
	defer stop(context.Background())
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := place(ctx, *url, events.Order{Customer: "ada", SKU: "teapot", Quantity: 1, Cents: 2999}); err != nil {
		log.Print(err)
	}
}

// setup starts tracing. Where spans are exported to is left out here.
func setup() (stop func(context.Context) error) {
	provider := sdktrace.NewTracerProvider()
	otel.SetTracerProvider(provider)
	return provider.Shutdown
}

func place(ctx context.Context, url string, order events.Order) error {
	ctx, span := otel.Tracer("example.com/orders/internal/place").Start(ctx, "place-order", trace.WithSpanKind(trace.SpanKindClient))
	defer span.End()

	body, err := json.Marshal(order)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(req.Header))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusAccepted {
		return errors.New(resp.Status)
	}
	return nil
}
