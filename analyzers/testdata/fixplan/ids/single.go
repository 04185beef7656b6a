package ids

import (
	"context"

	"github.com/google/uuid"
)

type record struct {
	Order   string
	TraceID string
}

// The only use of an import.
func audit(ctx context.Context, order string) record {
	return record{Order: order, TraceID: uuid.NewString()}
}
