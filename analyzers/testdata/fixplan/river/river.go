// Package river inserts jobs, whose headers are the metadata among their options.
package river

import (
	"context"

	"github.com/riverqueue/river"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/river")

type ship struct {
	Order string `json:"order"`
}

func (ship) Kind() string { return "ship" }

func without(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{})
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, ship{Order: order}, nil)
	return err
}

func among(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{})
	if err != nil {
		return err
	}
	_, err = client.InsertTx(ctx, nil, ship{Order: order}, &river.InsertOpts{
		MaxAttempts: 3,
		Queue:       "slow",
	})
	return err
}

func commented(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{})
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, ship{Order: order}, nil) // at once
	return err
}

// What is there already has to be merged, which takes thought.

func more(ctx context.Context, order string) error {
	client, err := river.NewClient[any](nil, &river.Config{})
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, ship{Order: order}, &river.InsertOpts{Metadata: []byte(`{"tenant":"a"}`)})
	return err
}

func given(ctx context.Context, order string, n int) error {
	client, err := river.NewClient[any](nil, &river.Config{})
	if err != nil {
		return err
	}
	opts := &river.InsertOpts{MaxAttempts: n}
	_, err = client.Insert(ctx, ship{Order: order}, opts)
	return err
}

type shipper struct{ river.WorkerDefaults[ship] }

func (shipper) Work(ctx context.Context, job *river.Job[ship]) error {
	_, span := tracer.Start(context.Background(), "ship-order")
	defer span.End()
	_ = job.Args
	return nil
}
