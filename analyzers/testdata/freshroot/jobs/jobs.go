// Package jobs works on jobs.
package jobs

import (
	"context"

	"github.com/RichardKnop/machinery/v2"
	"github.com/gocraft/work"
	"github.com/vmihailenco/taskq/v3"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
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

// taskq hands a function the arguments of a message, with the context that its
// consumer was started with or that a hook of the consumer has put there.

type parcel struct {
	TraceParent string
	Order       string
}

func pack(p *parcel) error {
	_, span := tracer.Start(context.Background(), "pack-order") // want "freshroot/root"
	defer span.End()
	return nil
}

func unpack(ctx context.Context, p *parcel) {
	_, span := tracer.Start(context.Background(), "return-order") // want "freshroot/root"
	defer span.End()
}

func wrap(p *parcel) error {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.MapCarrier{"traceparent": p.TraceParent})
	_, span := tracer.Start(ctx, "wrap-order")
	defer span.End()
	return nil
}

// A hook may have put the trace there.
func weigh(ctx context.Context, p *parcel) error {
	_, span := tracer.Start(ctx, "weigh-order")
	defer span.End()
	return nil
}

// Nothing in there could tell where it comes from.
func label(order string) error {
	_, span := tracer.Start(context.Background(), "label-order")
	defer span.End()
	return nil
}

func load(p *parcel) error {
	_, span := tracer.Start(context.Background(), "load-order") // want "freshroot/root"
	defer span.End()
	return nil
}

func tasks() ([]*taskq.Task, error) {
	opt := &taskq.TaskOptions{Name: "wrap"}
	opt.Handler = wrap
	registered := []*taskq.Task{
		taskq.RegisterTask(&taskq.TaskOptions{Name: "pack", Handler: pack, FallbackHandler: unpack}),
		taskq.RegisterTask(opt),
		taskq.RegisterTask(&taskq.TaskOptions{Name: "weigh", Handler: weigh, FallbackHandler: label}),
	}
	task, err := taskq.Tasks.Register(&taskq.TaskOptions{Name: "load", Handler: load})
	return append(registered, task), err
}

func count(parcels int, p parcel) {
	_, span := tracer.Start(context.Background(), "count-order") // want "freshroot/root"
	defer span.End()
}

func countOn(parcels int, p parcel) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.MapCarrier{"traceparent": p.TraceParent})
	_, span := tracer.Start(ctx, "count-order")
	defer span.End()
}

func handlers() []taskq.Handler {
	return []taskq.Handler{taskq.NewHandler(count), taskq.NewHandler(countOn)}
}

// A message has its arguments, written out, and the consumer's context.

type desk struct{}

func (desk) HandleMessage(msg *taskq.Message) error {
	_, span := tracer.Start(context.Background(), "return-order")
	defer span.End()
	return nil
}

func hooked(msg *taskq.Message) error {
	_, span := tracer.Start(msg.Ctx, "return-order")
	defer span.End()
	return nil
}

func options(hook bool) *taskq.QueueOptions {
	if hook {
		return &taskq.QueueOptions{Handler: taskq.HandlerFunc(hooked)}
	}
	return &taskq.QueueOptions{Handler: desk{}}
}
