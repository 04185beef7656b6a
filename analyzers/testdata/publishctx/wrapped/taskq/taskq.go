// Package taskq adds tasks to queues whose consumers have OpenTelemetry's hook:
// it has spans, which know of nothing that the task was added for.
package taskq

import (
	"context"

	"github.com/vmihailenco/taskq/extra/taskqotel/v3"
	"github.com/vmihailenco/taskq/v3"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

func add(ctx context.Context, q taskq.Queue, ship *taskq.Task, id string) error {
	q.Consumer().AddHook(taskqotel.NewHook())
	return q.Add(ship.WithArgs(ctx, id)) // want "publishctx/no-carrier"
}

func addTraced(ctx context.Context, q taskq.Queue, ship *taskq.Task, id string) error {
	q.Consumer().AddHook(taskqotel.NewHook())
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	return q.Add(ship.WithArgs(ctx, id, carrier))
}
