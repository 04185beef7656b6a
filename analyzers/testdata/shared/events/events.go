// Package events holds the event types that the cases share.
package events

import "context"

// Placed has no field that could tie it to its cause.
type Placed struct {
	OrderID string
	Total   int
}

// Traced has a field for the trace context.
type Traced struct {
	OrderID     string
	Traceparent string `json:"traceparent"`
}

// Correlated has a field for the workflow that it belongs to.
type Correlated struct {
	OrderID       string
	CorrelationID string
}

type correlationKey struct{}

// Correlation returns the id of the workflow that ctx belongs to.
func Correlation(ctx context.Context) string {
	id, _ := ctx.Value(correlationKey{}).(string)
	return id
}

// WithCorrelation returns a context that belongs to the workflow id.
func WithCorrelation(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, correlationKey{}, id)
}

// New makes an event that belongs to the workflow of ctx.
func New(ctx context.Context, orderID string) Correlated {
	return Correlated{OrderID: orderID, CorrelationID: Correlation(ctx)}
}
