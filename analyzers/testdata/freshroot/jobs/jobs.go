// Package jobs works on jobs.
package jobs

import (
	"context"

	"github.com/RichardKnop/machinery/v2"
	"github.com/gocraft/work"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/jobs")

func ship(ctx context.Context, order string) error {
	_, span := tracer.Start(context.Background(), "ship-order") // want "freshroot/root"
	defer span.End()
	return nil
}

func shipOn(ctx context.Context, order string) error {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	return nil
}

func bill(job *work.Job) error {
	_, span := tracer.Start(context.Background(), "bill-order") // want "freshroot/root"
	defer span.End()
	return nil
}

func serve(server *machinery.Server, pool *work.WorkerPool) error {
	pool.Job("bill", bill)
	if err := server.RegisterTask("ship", ship); err != nil {
		return err
	}
	return server.RegisterTask("ship-on", shipOn)
}
