// Package river inserts jobs, whose only headers are the metadata among their
// options.
package river

import (
	"context"
	"encoding/json"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/riverqueue/rivercontrib/otelriver"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type ship struct {
	Order string `json:"order"`
}

func (ship) Kind() string { return "ship" }

func bare(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{})
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, ship{Order: order}, nil) // want "publishctx/no-carrier"
	return err
}

func metadata(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{})
	if err != nil {
		return err
	}
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	data, err := json.Marshal(carrier)
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, ship{Order: order}, &river.InsertOpts{Metadata: data})
	return err
}

// Of a client that comes from elsewhere nobody knows whether a middleware
// writes the metadata.

func given(ctx context.Context, client *river.Client[any], order string) error {
	_, err := client.Insert(ctx, ship{Order: order}, nil)
	return err
}

func givenDropped(ctx context.Context, client *river.Client[any], order string) error {
	_, err := client.Insert(context.Background(), ship{Order: order}, nil) // want "publishctx/dropped"
	return err
}

func several(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{})
	if err != nil {
		return err
	}
	_, err = client.InsertMany(ctx, []river.InsertManyParams{{Args: ship{Order: order}}}) // want "publishctx/no-carrier"
	return err
}

// otelriver writes the metadata, but only if it is told to.

func middleware(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{Middleware: []rivertype.Middleware{otelriver.NewMiddleware(nil)}})
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, ship{Order: order}, nil) // want "publishctx/no-carrier"
	return err
}

func propagating(ctx context.Context, order string) error {
	traced := otelriver.NewMiddleware(&otelriver.MiddlewareConfig{EnableTracePropagation: true})
	client, err := river.NewClient[any](nil, &river.Config{Middleware: []rivertype.Middleware{traced}})
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, ship{Order: order}, nil)
	return err
}

func propagatingDropped(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{
		Middleware: []rivertype.Middleware{otelriver.NewMiddleware(&otelriver.MiddlewareConfig{EnableTracePropagation: true})},
	})
	if err != nil {
		return err
	}
	_, err = client.Insert(context.Background(), ship{Order: order}, nil) // want "publishctx/dropped"
	return err
}
