// Package handlers takes nothing out of its messages.
package handlers

import (
	"context"
	"database/sql"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/handlers")

type warehouse struct {
	ctx context.Context
	nc  *nats.Conn
	db  *sql.DB
}

func (w *warehouse) twice(ctx context.Context) (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, check := tracer.Start(ctx, "check-order")
		check.End()
		_, reserve := tracer.Start(ctx, "reserve-inventory")
		defer reserve.End()
		_ = m.Data
	})
}

func (w *warehouse) empty() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, check := tracer.Start(context.Background(), "check-order")
		check.End()
		_, reserve := tracer.Start(context.Background(), "reserve-inventory")
		defer reserve.End()
		_ = m.Data
	})
}

func (w *warehouse) field() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(w.ctx, "reserve-inventory")
		defer span.End()
		_ = m.Data
	})
}

func (w *warehouse) declared(ctx context.Context) (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
		_, _ = w.db.ExecContext(ctx, "insert into orders values (?)", m.Data)
	})
}

func (w *warehouse) works(ctx context.Context) (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		if _, err := w.db.ExecContext(ctx, "insert into orders values (?)", m.Data); err != nil {
			return
		}
		_, _ = w.db.ExecContext(ctx, "delete from stock where order = ?", m.Data)
	})
}

func (w *warehouse) pull(ctx context.Context, sub *nats.Subscription) error {
	for {
		m, err := sub.NextMsgWithContext(ctx)
		if err != nil {
			return err
		}
		if len(m.Data) == 0 {
			continue
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		span.End()
	}
}

func (w *warehouse) inLiteral(ctx context.Context) (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) { w.reserve(ctx, m.Data) })
}

func (w *warehouse) reserve(ctx context.Context, order []byte) {
	_, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	_ = order
}
