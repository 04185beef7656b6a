// Package noextract works on messages without a span of its own. The finding
// stands where the message comes in, because that is where to extract.
package noextract

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/bus"
	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/events"
	"tracelint.test/testdata/shared/flow"
)

type warehouse struct {
	nc    *nats.Conn
	r     *kafka.Reader
	db    *sql.DB
	bus   *bus.Injecting
	store flow.Store
}

// A database.

func (w *warehouse) database() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) { // want "freshroot/no-extract"
		_, _ = w.db.ExecContext(context.Background(), "insert into orders values (?)", m.Data)
	})
}

func (w *warehouse) databaseGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, _ = w.db.ExecContext(carrier.Context(context.Background(), m), "insert into orders values (?)", m.Data)
	})
}

// The poll context in a loop.

func (w *warehouse) loop(ctx context.Context) error {
	for { // want "freshroot/no-extract"
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if _, err := w.db.ExecContext(ctx, "insert into orders values (?)", m.Value); err != nil {
			return err
		}
	}
}

func (w *warehouse) loopGood(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		mctx := otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
		if _, err := w.db.ExecContext(mctx, "insert into orders values (?)", m.Value); err != nil {
			return err
		}
	}
}

// HTTP.

func (w *warehouse) request() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) { // want "freshroot/no-extract"
		req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "http://stock.test/"+string(m.Data), nil)
		if err != nil {
			return
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
		}
	})
}

func (w *warehouse) requestGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		req, err := http.NewRequestWithContext(carrier.Context(context.Background(), m), http.MethodPost, "http://stock.test/"+string(m.Data), nil)
		if err != nil {
			return
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
		}
	})
}

// An in-house service behind an interface.

func (w *warehouse) service() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) { // want "freshroot/no-extract"
		_ = w.store.Save(context.Background(), string(m.Data))
	})
}

func (w *warehouse) serviceGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_ = w.store.Save(carrier.Context(context.Background(), m), string(m.Data))
	})
}

// A publisher that injects.

func (w *warehouse) publish() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) { // want "freshroot/no-extract"
		_ = w.bus.Publish(context.Background(), "stock.reserved", events.Placed{OrderID: string(m.Data)})
	})
}

func (w *warehouse) publishGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_ = w.bus.Publish(carrier.Context(context.Background(), m), "stock.reserved", events.Placed{OrderID: string(m.Data)})
	})
}

// Handlers that only touch memory, and logs.

func (w *warehouse) memory(seen map[string]bool) (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		seen[string(m.Data)] = true
		slog.InfoContext(context.Background(), "order seen", "order", string(m.Data))
	})
}

// Commits, and the next receive, with the poll context.

func (w *warehouse) commits(ctx context.Context, seen map[string]bool) error {
	for {
		m, err := w.r.FetchMessage(ctx)
		if err != nil {
			return err
		}
		seen[string(m.Key)] = true
		if err := w.r.CommitMessages(ctx, m); err != nil {
			return err
		}
	}
}

// Work before the first message.

func (w *warehouse) setUp(ctx context.Context) (*nats.Subscription, error) {
	if _, err := w.db.ExecContext(ctx, "create table orders (id text)"); err != nil {
		return nil, err
	}
	return w.nc.Subscribe("orders", func(*nats.Msg) {})
}
