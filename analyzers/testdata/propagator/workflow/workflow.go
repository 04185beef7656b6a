// Package workflow puts ids into baggage.
package workflow

import (
	"context"

	"go.opentelemetry.io/otel/baggage"
)

// Begin marks what follows as one workflow.
func Begin(ctx context.Context, id string) (context.Context, error) {
	m, err := baggage.NewMember("correlation_id", id)
	if err != nil {
		return nil, err
	}
	b, err := baggage.FromContext(ctx).SetMember(m)
	if err != nil {
		return nil, err
	}
	return baggage.ContextWithBaggage(ctx, b), nil
}
