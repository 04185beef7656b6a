// Package goqueue takes events in with the queues of go-zero. The one for Kafka
// hands over a context that holds the trace; before v1.2 it handed over none.
package goqueue

import (
	"context"
	"database/sql"

	oldkq "github.com/tal-tech/go-queue/kq"
	"github.com/zeromicro/go-queue/kq"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/goqueue")

type reserver struct{ db *sql.DB }

func (r *reserver) Consume(ctx context.Context, key, value string) error {
	_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root: .*: its trace ends here; start it from its context parameter"
	defer span.End()
	return r.reserve(ctx, value)
}

type goodReserver struct{ db *sql.DB }

func (r *goodReserver) Consume(ctx context.Context, key, value string) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	_, err := r.db.ExecContext(ctx, "insert into orders values (?)", value)
	return err
}

func (r *reserver) reserve(ctx context.Context, value string) error {
	_, err := r.db.ExecContext(ctx, "insert into orders values (?)", value)
	return err
}

func literal(c kq.KqConf) kq.MessageQueue {
	return kq.MustNewQueue(c, kq.WithHandle(func(ctx context.Context, key, value string) error {
		_, span := tracer.Start(context.TODO(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
		return ctx.Err()
	}))
}

func literalGood(c kq.KqConf) kq.MessageQueue {
	return kq.MustNewQueue(c, kq.WithHandle(func(ctx context.Context, key, value string) error {
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
		return nil
	}))
}

// Without a context there is none to take.

func old(c oldkq.KqConf, db *sql.DB) oldkq.MessageQueue {
	return oldkq.MustNewQueue(c, oldkq.WithHandle(func(key, value string) error {
		_, span := tracer.Start(context.Background(), "reserve-inventory")
		defer span.End()
		return nil
	}))
}
