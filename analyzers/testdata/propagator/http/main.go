// Command http calls another service, which is to continue the trace.
package main

import (
	"context"
	"log"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/propagator/recorder"
)

func main() { // want "propagator/unset: otelhttp.NewTransport uses"
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	client := &http.Client{Transport: otelhttp.NewTransport(nil)}
	ctx, span := otel.Tracer("http").Start(context.Background(), "check-stock")
	defer span.End()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://stock.test/", nil)
	if err != nil {
		log.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		log.Print(err)
		return
	}
	resp.Body.Close()
}
