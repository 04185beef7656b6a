// Package shop is the half of the asynq programs that is right: a shop that
// enqueues orders and a warehouse that works on them.
package shop

import (
	"context"

	"github.com/hibiken/asynq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

// Reserve is the type of the tasks.
const Reserve = "order:reserve"

var tracer = otel.Tracer("tracelint.test/asynq/shop")

// Place places an order.
func Place(ctx context.Context, client *asynq.Client) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	_, err = client.EnqueueContext(ctx, asynq.NewTaskWithHeaders(Reserve, payload, headers))
	return err
}

// Serve has one order placed and handled, and awaits its reservation.
func Serve(ctx context.Context, address string, reserved <-chan string, place func(context.Context, *asynq.Client) error, handle asynq.HandlerFunc) error {
	redis := asynq.RedisClientOpt{Addr: address}
	client := asynq.NewClient(redis)
	defer client.Close()
	if err := place(ctx, client); err != nil {
		return err
	}
	server := asynq.NewServer(redis, asynq.Config{Concurrency: 1, LogLevel: asynq.FatalLevel, TaskCheckInterval: program.Moment})
	if err := server.Start(handle); err != nil {
		return err
	}
	defer server.Shutdown()
	program.Await(reserved, 1)
	return nil
}

// Handle returns a handler that reserves what was ordered.
func Handle(reserved chan<- string) asynq.HandlerFunc {
	return func(ctx context.Context, task *asynq.Task) error {
		ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(task.Headers()))
		defer func() { reserved <- task.Type() }()
		return reserve(ctx, task.Payload())
	}
}

func reserve(ctx context.Context, payload []byte) error {
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, err := orders.Decode(payload)
	return err
}
