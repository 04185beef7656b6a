// Package words names spans in a program with words of its own: machinery are
// gizmo and widget, business are jobs.
package words

import (
	"context"

	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/spanname/words")

func steps(ctx context.Context) {
	_, span := tracer.Start(ctx, "process gizmo") // want "spanname/technical"
	span.End()
	_, span = tracer.Start(ctx, "widget") // want "spanname/technical"
	span.End()
	_, span = tracer.Start(ctx, "run job")
	span.End()
	_, span = tracer.Start(ctx, "run jobs")
	span.End()
	_, span = tracer.Start(ctx, "run task") // want "spanname/technical"
	span.End()
}
