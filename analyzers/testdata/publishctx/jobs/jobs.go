// Package jobs hands work to queues of jobs.
package jobs

import (
	"context"

	"github.com/RichardKnop/machinery/v2"
	"github.com/RichardKnop/machinery/v2/tasks"
	"github.com/gocraft/work"
	"github.com/vmihailenco/taskq/v3"
)

// machinery traces by itself what is sent with a context.

func alone(ctx context.Context, server *machinery.Server, id string) error {
	_, err := server.SendTask(&tasks.Signature{Name: "ship", Args: []tasks.Arg{{Type: "string", Value: id}}}) // want "publishctx/dropped: .*use SendTaskWithContext"
	return err
}

func given(ctx context.Context, server *machinery.Server, id string) error {
	_, err := server.SendTaskWithContext(ctx, &tasks.Signature{Name: "ship", Args: []tasks.Arg{{Type: "string", Value: id}}})
	return err
}

func fresh(ctx context.Context, server *machinery.Server, id string) error {
	_, err := server.SendTaskWithContext(context.Background(), &tasks.Signature{Name: "ship", Args: []tasks.Arg{{Type: "string", Value: id}}}) // want "publishctx/dropped"
	return err
}

// A job of gocraft/work has arguments only.

func enqueue(ctx context.Context, e *work.Enqueuer, id string) error {
	_, err := e.Enqueue("ship", work.Q{"order": id}) // want "publishctx/no-carrier: .*it has no room for headers, so put it into an envelope around the payload"
	return err
}

func enqueueTraced(ctx context.Context, e *work.Enqueuer, id, traceparent string) error {
	_, err := e.Enqueue("ship", work.Q{"order": id, "traceparent": traceparent})
	return err
}

func enqueueCaused(ctx context.Context, e *work.Enqueuer, id, cause string) error {
	_, err := e.Enqueue("ship", work.Q{"order": id, "traceparent": cause})
	return err
}

// taskq keeps the context in the message, which leaves without it.

func add(ctx context.Context, q taskq.Queue, ship *taskq.Task, id string) error {
	return q.Add(ship.WithArgs(ctx, id)) // want "publishctx/no-carrier: .*it has no room for headers, so put it into an envelope around the payload"
}
