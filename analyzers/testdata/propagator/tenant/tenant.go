// Package tenant puts something else into baggage.
package tenant

import (
	"context"

	"go.opentelemetry.io/otel/baggage"
)

// For names the customer.
func For(ctx context.Context, id string) (context.Context, error) {
	m, err := baggage.NewMember("tenant", id)
	if err != nil {
		return nil, err
	}
	b, err := baggage.New(m)
	return baggage.ContextWithBaggage(ctx, b), err
}
