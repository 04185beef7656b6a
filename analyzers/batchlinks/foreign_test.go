package batchlinks_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// foreign is a module whose parents come out of a third party's module, which
// is not analysed: all that is seen of it is that it is given headers.
const foreign = `
-- go.mod --
module orders.test

go 1.25

require (
	foreign.test v1.0.0
	github.com/rabbitmq/amqp091-go v1.10.0
	go.opentelemetry.io/otel/trace v1.40.0
)
-- orders.go --
package orders

import (
	"context"

	"foreign.test"
	"github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel/trace"
)

type consumer struct {
	tracer trace.Tracer
	handle func(context.Context, []amqp091.Delivery) error
}

// parentOf takes the parent from the first.
func parentOf(ctx context.Context, ds []amqp091.Delivery) context.Context {
	if len(ds) == 0 {
		return ctx
	}
	first := ds[0]
	return foreign.ExtractTrace(foreign.WithQueue(ctx, len(ds)), first.Headers)
}

func (c *consumer) flush(ctx context.Context, ds []amqp091.Delivery) error {
	ctx, span := c.tracer.Start(parentOf(ctx, ds), "reserve-inventory") // wrong
	defer span.End()
	return c.handle(ctx, ds)
}

// namedFor takes a name from the first, and no parent.
func namedFor(ctx context.Context, ds []amqp091.Delivery) context.Context {
	return foreign.WithHeader(ctx, ds[0].Headers)
}

func (c *consumer) named(ctx context.Context, ds []amqp091.Delivery) error {
	ctx, span := c.tracer.Start(namedFor(ctx, ds), "reserve-inventory")
	defer span.End()
	return c.handle(ctx, ds)
}

// each has all of them looked at.
func (c *consumer) each(ctx context.Context, ds []amqp091.Delivery) error {
	ctx, span := c.tracer.Start(foreign.ExtractAll(ctx, ds), "reserve-inventory")
	defer span.End()
	return c.handle(ctx, ds)
}
-- vendor/modules.txt --
# foreign.test v1.0.0
## explicit; go 1.25
foreign.test
# github.com/rabbitmq/amqp091-go v1.10.0
## explicit; go 1.25
github.com/rabbitmq/amqp091-go
# go.opentelemetry.io/otel/trace v1.40.0
## explicit; go 1.25
go.opentelemetry.io/otel/trace
-- vendor/foreign.test/foreign.go --
package foreign

import (
	"context"

	"github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel/trace"
)

func ExtractTrace(ctx context.Context, headers amqp091.Table) context.Context {
	return trace.ContextWithSpan(ctx, nil)
}

func ExtractAll(ctx context.Context, ds []amqp091.Delivery) context.Context { return ctx }

func WithHeader(ctx context.Context, headers amqp091.Table) context.Context { return ctx }

func WithQueue(ctx context.Context, n int) context.Context { return ctx }
-- vendor/github.com/rabbitmq/amqp091-go/amqp091.go --
package amqp091

type Table map[string]any

type Delivery struct {
	Headers Table
	Body    []byte
}

func (d Delivery) Ack(multiple bool) error { return nil }
-- vendor/go.opentelemetry.io/otel/trace/trace.go --
package trace

import "context"

type Span interface{ End() }

type SpanStartOption interface{ start() }

type Tracer interface {
	Start(ctx context.Context, spanName string, opts ...SpanStartOption) (context.Context, Span)
}

func ContextWithSpan(parent context.Context, span Span) context.Context { return parent }
`

// TestForeignExtraction takes parents out of code that nothing is known of but
// its name.
func TestForeignExtraction(t *testing.T) {
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(foreign)).Files {
		file := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	res, err := driver.Run(driver.Options{Dir: dir, Patterns: []string{"./..."}}, []*analysis.Analyzer{tracetest.Rule(t, "batchlinks")})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		t.Errorf("%s: %s", p.Pos, p.Message)
	}
	var got []int
	for _, f := range res.Findings {
		got = append(got, f.Pos.Line)
	}
	before, _, _ := strings.Cut(foreign, "// wrong")
	_, before, _ = strings.Cut(before, "-- orders.go --\n")
	if want := 1 + strings.Count(before, "\n"); !slices.Equal(got, []int{want}) {
		t.Errorf("found in lines %v, want %d alone", got, want)
	}
}
