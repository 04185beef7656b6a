// Command inprocess records spans that never leave it.
package main

import (
	"context"

	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/propagator/recorder"
)

func main() {
	tp := recorder.Record()
	defer tp.Shutdown(context.Background())
	_, span := otel.Tracer("inprocess").Start(context.Background(), "convert-images")
	defer span.End()
}
