// Package dispatch has handlers whose dispatcher extracts one level up, here
// and in another package.
package dispatch

import (
	"context"
	"database/sql"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/flow"
)

var tracer = otel.Tracer("tracelint.test/freshroot/dispatch")

type warehouse struct {
	nc *nats.Conn
	r  *kafka.Reader
	db *sql.DB
}

// In this package.

type handler func(ctx context.Context, m *nats.Msg) error

func subscribe(nc *nats.Conn, subject string, handle handler) (*nats.Subscription, error) {
	return nc.Subscribe(subject, func(m *nats.Msg) {
		_ = handle(carrier.Context(context.Background(), m), m)
	})
}

func (w *warehouse) reserve(ctx context.Context, m *nats.Msg) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	_, err := w.db.ExecContext(ctx, "insert into orders values (?)", m.Data)
	return err
}

func (w *warehouse) here() (*nats.Subscription, error) {
	return subscribe(w.nc, "orders", w.reserve)
}

// In another.

func (w *warehouse) ship(ctx context.Context, m *nats.Msg) error {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	return nil
}

func (w *warehouse) elsewhere() (*nats.Subscription, error) {
	return flow.Subscribe(w.nc, "orders", w.ship)
}

func (w *warehouse) each(ctx context.Context) error {
	return flow.Each(ctx, w.r, func(ctx context.Context, m kafka.Message) error {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		return nil
	})
}

// It extracts, and the handler does not use what it gets.

func (w *warehouse) ignored() (*nats.Subscription, error) {
	return flow.Subscribe(w.nc, "orders", func(ctx context.Context, m *nats.Msg) error {
		_, span := tracer.Start(context.Background(), "ship-order") // want "freshroot/(root|wrong-context)"
		defer span.End()
		return nil
	})
}

// It does not extract: the handler must, or starts a root.

func (w *warehouse) bare() (*nats.Subscription, error) {
	return flow.SubscribeBare(w.nc, "orders", func(ctx context.Context, m *nats.Msg) error {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		defer span.End()
		return nil
	})
}

func (w *warehouse) bareGood() (*nats.Subscription, error) {
	return flow.SubscribeBare(w.nc, "orders", func(ctx context.Context, m *nats.Msg) error {
		_, span := tracer.Start(carrier.Context(ctx, m), "ship-order")
		defer span.End()
		return nil
	})
}

// A worker pool: the dispatcher extracts and sends the context along.

type job struct {
	ctx context.Context
	msg *nats.Msg
}

func (w *warehouse) pool(jobs chan job) (*nats.Subscription, error) {
	go func() {
		for j := range jobs {
			_, span := tracer.Start(j.ctx, "ship-order")
			span.End()
		}
	}()
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		jobs <- job{carrier.Context(context.Background(), m), m}
	})
}

// A table of handlers.

func (w *warehouse) table() (*nats.Subscription, error) {
	handlers := map[string]handler{"reserve": w.reserve, "ship": w.ship}
	return w.nc.Subscribe("orders.>", func(m *nats.Msg) {
		if h, ok := handlers[m.Subject]; ok {
			_ = h(carrier.Context(context.Background(), m), m)
		}
	})
}
