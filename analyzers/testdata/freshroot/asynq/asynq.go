// Package asynq handles tasks. The context of a handler is the server's, unless
// a middleware has put the task's trace into it.
package asynq

import (
	"context"
	"database/sql"

	"github.com/hibiken/asynq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var db *sql.DB

func store(ctx context.Context, id string) error {
	_, err := db.ExecContext(ctx, "insert into orders values ($1)", id)
	return err
}

var tracer = otel.Tracer("tracelint.test/freshroot/asynq")

func ship(ctx context.Context, t *asynq.Task) error {
	_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
	defer span.End()
	return nil
}

func shipTraced(ctx context.Context, t *asynq.Task) error {
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(t.Headers()))
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	return nil
}

func bill(ctx context.Context, t *asynq.Task) error { // want "freshroot/no-extract"
	return store(ctx, string(t.Payload()))
}

// A type with a method that is registered here.

type refunds struct{}

func (refunds) ProcessTask(ctx context.Context, t *asynq.Task) error { // want "freshroot/no-extract"
	return store(ctx, string(t.Payload()))
}

func serve() *asynq.ServeMux {
	mux := asynq.NewServeMux()
	mux.HandleFunc("order:ship", ship)
	mux.HandleFunc("order:ship-traced", shipTraced)
	mux.HandleFunc("order:bill", bill)
	mux.Handle("order:refund", refunds{})
	return mux
}

// A middleware that takes the context out of the headers does it for all.

func notify(ctx context.Context, t *asynq.Task) error {
	_, span := tracer.Start(ctx, "notify-customer")
	defer span.End()
	return nil
}

func traced(next asynq.Handler) asynq.Handler {
	return asynq.HandlerFunc(func(ctx context.Context, t *asynq.Task) error {
		ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(t.Headers()))
		return next.ProcessTask(ctx, t)
	})
}

func serveTraced() *asynq.ServeMux {
	mux := asynq.NewServeMux()
	mux.Use(traced)
	mux.HandleFunc("order:notify", notify)
	return mux
}

// Nobody knows what has been done to a mux that comes from elsewhere, nor to a
// handler that is registered elsewhere.

func archive(ctx context.Context, t *asynq.Task) error {
	return store(ctx, string(t.Payload()))
}

func register(mux *asynq.ServeMux) { mux.HandleFunc("order:archive", archive) }

type audits struct{}

func (audits) ProcessTask(ctx context.Context, t *asynq.Task) error {
	return store(ctx, string(t.Payload()))
}

// Wherever it is registered, this one has no trace.

func (refunds) again(ctx context.Context, t *asynq.Task) error {
	_, span := tracer.Start(context.Background(), "refund-order") // want "freshroot/root"
	defer span.End()
	return nil
}

func serveAgain(r refunds) *asynq.ServeMux {
	mux := asynq.NewServeMux()
	mux.HandleFunc("order:again", r.again)
	return mux
}
