// Package shop is the half of the River programs that is right: a database with
// River's tables, a shop that inserts orders as jobs, and a warehouse that works
// on them.
package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/river/shop")

// Reserve is the job of reserving what was ordered.
type Reserve struct {
	OrderID string `json:"order_id"`
}

// Kind is what River calls the job.
func (Reserve) Kind() string { return "reserve" }

// Database is where the jobs are.
type Database struct {
	Pool   *pgxpool.Pool
	Schema string // of this program alone
}

// Open makes River's tables in a schema of this program's own.
func Open(ctx context.Context, url string) (*Database, error) {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, err
	}
	db := &Database{pool, strings.ToLower(strings.ReplaceAll(program.Own("river"), "-", "_"))}
	if err := db.migrate(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

func (db *Database) migrate(ctx context.Context) error {
	if _, err := db.Pool.Exec(ctx, "CREATE SCHEMA "+pgx.Identifier{db.Schema}.Sanitize()); err != nil {
		return fmt.Errorf("creating a schema: %w", err)
	}
	migrator, err := rivermigrate.New(riverpgxv5.New(db.Pool), &rivermigrate.Config{Logger: slog.Default(), Schema: db.Schema})
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("making River's tables: %w", err)
	}
	return nil
}

// Place places an order.
func Place(ctx context.Context, db *Database) error {
	client, err := river.NewClient(riverpgxv5.New(db.Pool), &river.Config{Schema: db.Schema})
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	metadata := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, metadata)
	data, err := json.Marshal(metadata)
	if err != nil {
		return err
	}
	_, err = client.Insert(ctx, Reserve{OrderID: "o-1"}, &river.InsertOpts{Metadata: data})
	return err
}

// Serve has one order placed and worked on, and awaits its reservation.
func Serve(ctx context.Context, url string, reserved <-chan string, place func(context.Context, *Database) error, worker river.Worker[Reserve], middleware ...rivertype.Middleware) (err error) {
	db, err := Open(ctx, url)
	if err != nil {
		return err
	}
	defer db.Pool.Close()
	if err := place(ctx, db); err != nil {
		return err
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, worker)
	client, err := river.NewClient(riverpgxv5.New(db.Pool), &river.Config{
		Logger:     slog.Default(),
		Middleware: middleware,
		Queues:     map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 1}},
		Schema:     db.Schema,
		Workers:    workers,
	})
	if err != nil {
		return err
	}
	if err := client.Start(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, client.Stop(ctx)) }()
	program.Await(reserved, 1)
	return nil
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	river.WorkerDefaults[Reserve]
	Book     orders.Book
	Reserved chan string
}

// NewWarehouse returns an empty one.
func NewWarehouse() *Warehouse { return &Warehouse{Reserved: make(chan string, 1)} }

// Work works on a job in the trace that its metadata brings along.
func (w *Warehouse) Work(ctx context.Context, job *river.Job[Reserve]) error {
	ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier(job.Metadata)), "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	defer func() { w.Reserved <- job.Args.OrderID }()
	return w.Book.Add(ctx, job.Args.OrderID)
}

// carrier returns the texts among the metadata, where River has others beside them.
func carrier(metadata []byte) propagation.MapCarrier {
	texts := propagation.MapCarrier{}
	var all map[string]any
	if err := json.Unmarshal(metadata, &all); err != nil {
		return texts
	}
	for key, value := range all {
		if text, ok := value.(string); ok {
			texts[key] = text
		}
	}
	return texts
}
