package ids

import (
	"context"

	"github.com/google/uuid"
	"go.opentelemetry.io/otel/trace"
)

// Two uses of an import, in two findings: one of them has no fix until the
// other is gone.
func placed(ctx context.Context) record {
	return record{TraceID: uuid.NewString()}
}

func reserved(ctx context.Context) record {
	return record{TraceID: uuid.NewString()}
}

func right(ctx context.Context) record {
	return record{TraceID: trace.SpanContextFromContext(ctx).TraceID().String()}
}
