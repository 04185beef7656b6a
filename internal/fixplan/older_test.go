package fixplan_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/tracetest"
	"github.com/tracelint/tracelint/internal/world"
)

// olderAsynq is what matters of asynq as it was before v0.26: its tasks have no
// headers.
const olderAsynq = `package asynq

import "context"

type (
	Task        struct{ typename string; payload []byte }
	TaskInfo    struct{}
	Option      interface{ String() string }
	Client      struct{}
	Handler     interface{ ProcessTask(context.Context, *Task) error }
	HandlerFunc func(context.Context, *Task) error
	ServeMux    struct{}
)

func NewTask(typename string, payload []byte, opts ...Option) *Task { return &Task{typename, payload} }
func (t *Task) Payload() []byte                                     { return t.payload }
func NewServeMux() *ServeMux                                        { return &ServeMux{} }

func (mux *ServeMux) HandleFunc(pattern string, handler func(context.Context, *Task) error) {}

func (c *Client) EnqueueContext(ctx context.Context, task *Task, opts ...Option) (*TaskInfo, error) {
	return nil, ctx.Err()
}

func (c *Client) Enqueue(task *Task, opts ...Option) (*TaskInfo, error) { return nil, nil }
`

const enqueues = `package orders

import (
	"context"

	"github.com/hibiken/asynq"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("orders")

func place(ctx context.Context, client *asynq.Client, id string) error {
	_, err := client.EnqueueContext(ctx, asynq.NewTask("order:ship", []byte(id)))
	return err
}

func remind(ctx context.Context, client *asynq.Client, id string) error {
	_, err := client.Enqueue(asynq.NewTask("order:remind", []byte(id)))
	return err
}

func ship(ctx context.Context, task *asynq.Task) error {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	return nil
}

func serve(client *asynq.Client) *asynq.ServeMux {
	mux := asynq.NewServeMux()
	mux.HandleFunc("order:ship", ship)
	mux.HandleFunc("order:again", func(_ context.Context, _ *asynq.Task) error {
		_, err := client.Enqueue(asynq.NewTask("order:ship", nil))
		return err
	})
	return mux
}
`

// TestOlder looks at code that uses a version of a library whose messages have
// no headers yet: there is nothing that a fix could write to or read.
func TestOlder(t *testing.T) {
	w := world.Load(t, tracetest.Module, analyzers.New(config.Config{SeenOnly: true}), "./fixplan/asynq")
	unit := func(path, text string) world.Unit {
		return world.Unit{Path: path, Files: map[string][]byte{filepath.Join(w.Dir, filepath.Base(path), "x.go"): []byte(text)}}
	}
	const traced = "span starts from ctx without a link to the message task: its trace ends here; extract its context or link to it"
	user := unit("tracelint.test/testdata/orders", enqueues)
	for _, tt := range []struct {
		name  string
		units []world.Unit
		want  []string
	}{
		{"with headers", []world.Unit{user}, []string{
			"1: Client.EnqueueContext sends nothing of the context ctx along: consumers cannot join the trace; inject it into the headers",
			"1: Client.Enqueue sends nothing of the context ctx along: consumers cannot join the trace; inject it into the headers",
			"1: " + traced,
			"0: Client.Enqueue sends nothing of the message that is handled along: consumers cannot join the trace; inject it into the headers",
		}},
		{"without", []world.Unit{user, unit("github.com/hibiken/asynq", olderAsynq)}, []string{
			"0: Client.EnqueueContext sends nothing of the context ctx along: consumers cannot join the trace; it has no room for headers, so put it into an envelope around the payload",
			"0: Client.Enqueue sends nothing of the context ctx along: consumers cannot join the trace; it has no room for headers, so put it into an envelope around the payload",
			"0: " + traced,
			"0: Client.Enqueue sends nothing of the message that is handled along: consumers cannot join the trace; it has no room for headers, so put it into an envelope around the payload",
		}},
	} {
		j, err := w.Judge(tt.units...)
		if err != nil || len(j.Errors)+len(j.Problems) > 0 {
			t.Fatalf("%s: %v, %v, %v", tt.name, err, j.Errors, j.Problems)
		}
		var got []string
		for _, f := range j.Findings {
			got = append(got, fmt.Sprintf("%d: %s", f.Fixes, f.Message))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
