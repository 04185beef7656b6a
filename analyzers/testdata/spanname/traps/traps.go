// Package traps holds names that look technical and are not.
package traps

import (
	"context"
	"net/http"
	"reflect"
	"runtime"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("tracelint.test/spanname/traps")

// Types with a domain's noun.

type createProductHandler struct{}

func (h *createProductHandler) Handle(ctx context.Context) {
	_, span := tracer.Start(ctx, "createProductHandler.Handle")
	defer span.End()
	_, span = tracer.Start(ctx, "productRepository.CreateProduct")
	defer span.End()
	_, span = tracer.Start(ctx, "OrderService.Reserve")
	defer span.End()
	_, span = tracer.Start(ctx, "mongoRepository.Search")
	defer span.End()
}

// A type that is the machinery: its jobs and queries are the business.

type Queue struct{}

func (q *Queue) Push(ctx context.Context) {
	_, span := tracer.Start(ctx, "Queue.Push")
	defer span.End()
}

type query struct{}

func (q *query) Exec(ctx context.Context) {
	_, span := tracer.Start(ctx, "query.Exec")
	defer span.End()
}

// Words that are as often the business as not.
func business(ctx context.Context) {
	for _, name := range []string{"process"} {
		_, span := tracer.Start(ctx, name)
		span.End()
	}
	_, span := tracer.Start(ctx, "Execute assertions")
	span.End()
	_, span = tracer.Start(ctx, "Trigger test")
	span.End()
	_, span = tracer.Start(ctx, "Fetch trace")
	span.End()
	_, span = tracer.Start(ctx, "queued")
	span.End()
	_, span = tracer.Start(ctx, "process spans")
	span.End()
	_, span = tracer.Start(ctx, "APIResponse.ToHTTPResponse")
	span.End()
	_, span = tracer.Start(ctx, "queryByService")
	span.End()
	_, span = tracer.Start(ctx, "SQL SELECT", trace.WithSpanKind(trace.SpanKindClient))
	span.End()
	_, span = tracer.Start(ctx, "")
	span.End()
}

// Names taken from types and functions.
func taken(ctx context.Context, v any) {
	_, span := tracer.Start(ctx, reflect.TypeOf(v).String())
	span.End()
	pc, _, _, _ := runtime.Caller(1)
	_, span = tracer.Start(ctx, runtime.FuncForPC(pc).Name())
	span.End()
}

// Decorators: what they are put around is somebody else's step.

type handler interface {
	Handle(ctx context.Context) error
}

type traced struct{ next handler }

func (t *traced) Handle(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "handle")
	defer span.End()
	return t.next.Handle(ctx)
}

func wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, span := tracer.Start(r.Context(), "http.request")
		defer span.End()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func withSpan(f func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		ctx, span := tracer.Start(ctx, "operation")
		defer span.End()
		return f(ctx)
	}
}
