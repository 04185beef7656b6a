// Package asynq enqueues tasks, whose headers are given when they are made.
package asynq

import (
	"context"

	"github.com/hibiken/asynq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct {
	client    *asynq.Client
	scheduler *asynq.Scheduler
}

// The client writes nothing of its context into a task.

func (s *shop) bare(ctx context.Context, id string) error {
	_, err := s.client.EnqueueContext(ctx, asynq.NewTask("order:ship", []byte(id))) // want "publishctx/no-carrier"
	return err
}

func (s *shop) withoutContext(ctx context.Context, id string) error {
	task := asynq.NewTask("order:ship", []byte(id), asynq.MaxRetry(3))
	_, err := s.client.Enqueue(task, asynq.Queue("slow")) // want "publishctx/no-carrier"
	return err
}

func (s *shop) injected(ctx context.Context, id string) error {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	_, err := s.client.EnqueueContext(ctx, asynq.NewTaskWithHeaders("order:ship", []byte(id), headers))
	return err
}

func (s *shop) injectedLater(ctx context.Context, id string) error {
	task := asynq.NewTaskWithHeaders("order:ship", []byte(id), map[string]string{"tenant": "a"})
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(task.Headers()))
	_, err := s.client.Enqueue(task)
	return err
}

func (s *shop) fresh(ctx context.Context, id string) error {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(context.Background(), headers) // want "publishctx/dropped"
	_, err := s.client.EnqueueContext(ctx, asynq.NewTaskWithHeaders("order:ship", []byte(id), headers))
	return err
}

// Headers that hold something else tie the task to nothing.

func (s *shop) otherHeaders(ctx context.Context, id string) error {
	_, err := s.client.EnqueueContext(ctx, asynq.NewTaskWithHeaders("order:ship", []byte(id), map[string]string{"tenant": "a"})) // want "publishctx/no-carrier"
	return err
}

// A handler that hands the work on.

func (s *shop) ship(ctx context.Context, t *asynq.Task) error {
	_, err := s.client.EnqueueContext(ctx, asynq.NewTask("order:bill", t.Payload())) // want "publishctx/republish"
	return err
}

func (s *shop) shipOn(ctx context.Context, t *asynq.Task) error {
	_, err := s.client.EnqueueContext(ctx, asynq.NewTaskWithHeaders("order:bill", t.Payload(), t.Headers()))
	return err
}

func (s *shop) serve() *asynq.ServeMux {
	mux := asynq.NewServeMux()
	mux.HandleFunc("order:ship", s.ship)
	mux.HandleFunc("order:ship-on", s.shipOn)
	return mux
}

// What the clock enqueues nobody caused.

func (s *shop) nightly(ctx context.Context) error {
	_, err := s.scheduler.Register("@daily", asynq.NewTask("report", nil))
	return err
}
