// Package wrongcontext is handed the message's context in one place and uses
// that of another.
package wrongcontext

import (
	"context"
	"database/sql"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/wrongcontext")

type warehouse struct {
	client *kgo.Client
	tracer *kotel.Tracer
	db     *sql.DB
	ctx    context.Context
}

func newWarehouse(ctx context.Context) (*warehouse, error) {
	tracer := kotel.NewTracer()
	client, err := kgo.NewClient(kgo.WithHooks(kotel.NewKotel(kotel.WithTracer(tracer)).Hooks()...))
	if err != nil {
		return nil, err
	}
	return &warehouse{client: client, tracer: tracer, ctx: ctx}, nil
}

// The poll context instead of the record's.

func (w *warehouse) poll(ctx context.Context) {
	fetches := w.client.PollFetches(ctx)
	fetches.EachRecord(func(record *kgo.Record) {
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/wrong-context"
		defer span.End()
	})
}

func (w *warehouse) pollGood(ctx context.Context) {
	fetches := w.client.PollFetches(ctx)
	fetches.EachRecord(func(record *kgo.Record) {
		_, span := tracer.Start(record.Context, "reserve-inventory")
		defer span.End()
	})
}

func (w *warehouse) pollProcess(ctx context.Context) {
	fetches := w.client.PollFetches(ctx)
	fetches.EachRecord(func(record *kgo.Record) {
		ctx, span := w.tracer.WithProcessSpan(record)
		defer span.End()
		_, _ = w.db.ExecContext(ctx, "insert into orders values (?)", record.Value)
	})
}

// The constructor's.

func (w *warehouse) constructor(ctx context.Context) {
	fetches := w.client.PollFetches(ctx)
	for _, record := range fetches.Records() {
		_, span := tracer.Start(w.ctx, string(record.Key)) // want "freshroot/wrong-context" "spanname/cardinality"
		span.End()
	}
}

// Work without a span.

func (w *warehouse) work(ctx context.Context) {
	fetches := w.client.PollFetches(ctx)
	fetches.EachRecord(func(record *kgo.Record) {
		_, _ = w.db.ExecContext(ctx, "insert into orders values (?)", record.Value) // want "freshroot/wrong-context"
	})
}

func (w *warehouse) workGood(ctx context.Context) {
	fetches := w.client.PollFetches(ctx)
	fetches.EachRecord(func(record *kgo.Record) {
		_, _ = w.db.ExecContext(record.Context, "insert into orders values (?)", record.Value)
	})
}

// watermill: a context from around the handler instead of the message's, into
// which a middleware extracts.

type consumer struct{ db *sql.DB }

func extract(h message.HandlerFunc) message.HandlerFunc {
	return func(m *message.Message) ([]*message.Message, error) {
		m.SetContext(otel.GetTextMapPropagator().Extract(m.Context(), propagation.MapCarrier(m.Metadata)))
		return h(m)
	}
}

func (c *consumer) routes(ctx context.Context, r *message.Router, sub message.Subscriber) {
	r.AddMiddleware(extract)
	r.AddConsumerHandler("bad", "orders", sub, func(m *message.Message) error {
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/wrong-context"
		defer span.End()
		return nil
	})
	r.AddConsumerHandler("good", "orders", sub, func(m *message.Message) error {
		_, span := tracer.Start(m.Context(), "reserve-inventory")
		defer span.End()
		return nil
	})
}
