// Package again tries things again.
package again

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

// Do calls f until it succeeds, up to n times.
func Do(ctx context.Context, n int, f func(context.Context) error) error {
	var err error
	for range n {
		if err = f(ctx); err == nil {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
	return err
}

// Aloud does the same and tells the span.
func Aloud(ctx context.Context, n int, f func(context.Context) error) error {
	var err error
	for attempt := range n {
		if err = f(ctx); err == nil {
			return nil
		}
		trace.SpanFromContext(ctx).SetAttributes(attribute.Int("attempts", attempt+1))
		time.Sleep(time.Millisecond)
	}
	return err
}

// Each calls f for every order and stops at the first error.
func Each(ctx context.Context, orders []string, f func(context.Context, string) error) error {
	for _, o := range orders {
		if err := f(ctx, o); err != nil {
			return err
		}
	}
	return nil
}
