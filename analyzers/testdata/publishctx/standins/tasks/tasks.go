// Package tasks has an interface that asynq's client satisfies, and a type around it that adds options.
package tasks

import (
	"context"

	"github.com/hibiken/asynq"
)

type Client interface {
	Enqueue(task *asynq.Task, opts ...asynq.Option) (*asynq.TaskInfo, error)
	EnqueueContext(ctx context.Context, task *asynq.Task, opts ...asynq.Option) (*asynq.TaskInfo, error)
}

var _ Client = (*asynq.Client)(nil)

type withDefaults struct {
	inner Client
	opts  []asynq.Option
}

func (w *withDefaults) Enqueue(task *asynq.Task, opts ...asynq.Option) (*asynq.TaskInfo, error) {
	return w.inner.Enqueue(task, append(w.opts, opts...)...)
}

func (w *withDefaults) EnqueueContext(ctx context.Context, task *asynq.Task, opts ...asynq.Option) (*asynq.TaskInfo, error) {
	return w.inner.EnqueueContext(ctx, task, append(w.opts, opts...)...)
}

func WithDefaults(c Client, opts ...asynq.Option) Client { return &withDefaults{c, opts} }
