// Package river works on jobs. Whether the context is the job's depends on the
// client's middleware.
package river

import (
	"context"

	"github.com/riverqueue/river"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/river")

type ship struct {
	Order string `json:"order"`
}

func (ship) Kind() string { return "ship" }

type shipper struct{ river.WorkerDefaults[ship] }

func (shipper) Work(ctx context.Context, job *river.Job[ship]) error {
	_, span := tracer.Start(context.Background(), "ship-order") // want "freshroot/root"
	defer span.End()
	return nil
}

type careful struct{ river.WorkerDefaults[ship] }

func (careful) Work(ctx context.Context, job *river.Job[ship]) error {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	return nil
}

func workers() *river.Workers {
	w := river.NewWorkers()
	river.AddWorker(w, river.WorkFunc(func(ctx context.Context, job *river.Job[ship]) error {
		_, span := tracer.Start(context.TODO(), "ship-order") // want "freshroot/root"
		defer span.End()
		return nil
	}))
	return w
}
