// Package asynq enqueues tasks, which are given headers when they are made.
package asynq

import (
	"context"

	"github.com/hibiken/asynq"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/asynq")

type shop struct{ client *asynq.Client }

func (s *shop) literal(ctx context.Context, id string) error {
	_, err := s.client.EnqueueContext(ctx, asynq.NewTask("order:ship", []byte(id), asynq.MaxRetry(3)))
	return err
}

func (s *shop) variable(ctx context.Context, id string) error {
	task := asynq.NewTask("order:ship", []byte(id))
	_, err := s.client.Enqueue(task, asynq.Queue("slow"))
	return err
}

func (s *shop) options(ctx context.Context, id string, opts ...asynq.Option) error {
	_, err := s.client.EnqueueContext(ctx, asynq.NewTask("order:ship", []byte(id), opts...))
	return err
}

func (s *shop) lines(ctx context.Context, id string) error {
	task := asynq.NewTask(
		"order:ship",
		[]byte(id),
	)
	_, err := s.client.EnqueueContext(ctx, task)
	return err
}

func (s *shop) noHeaders(ctx context.Context, id string) error {
	_, err := s.client.EnqueueContext(ctx, asynq.NewTaskWithHeaders("order:ship", []byte(id), nil))
	return err
}

func (s *shop) otherHeaders(ctx context.Context, id string) error {
	_, err := s.client.EnqueueContext(ctx, asynq.NewTaskWithHeaders("order:ship", []byte(id), map[string]string{"tenant": "a"}))
	return err
}

// Headers that are nil cannot be written to, and a task that was made
// elsewhere may have none.

func (s *shop) givenHeaders(ctx context.Context, id string, tenant map[string]string) error {
	if len(tenant) > 0 {
		return nil
	}
	_, err := s.client.EnqueueContext(ctx, asynq.NewTaskWithHeaders("order:ship", []byte(id), tenant))
	return err
}

func newTask(id string) *asynq.Task { return asynq.NewTask("order:ship", []byte(id)) }

func (s *shop) made(ctx context.Context, id string) error {
	_, err := s.client.EnqueueContext(ctx, newTask(id))
	return err
}

func (s *shop) either(ctx context.Context, id string) error {
	task := asynq.NewTask("order:ship", []byte(id))
	if id == "" {
		task = asynq.NewTask("order:none", nil)
	}
	_, err := s.client.EnqueueContext(ctx, task)
	return err
}

func ship(ctx context.Context, task *asynq.Task) error {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_ = task.Payload()
	return nil
}

func serve() *asynq.ServeMux {
	mux := asynq.NewServeMux()
	mux.HandleFunc("order:ship", ship)
	return mux
}
