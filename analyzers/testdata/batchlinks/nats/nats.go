// Package nats handles batches of JetStream.
package nats

import (
	"context"
	"database/sql"

	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("nats")

type warehouse struct {
	consumer jetstream.Consumer
	db       *sql.DB
}

func (w *warehouse) reserve(ctx context.Context, payload []byte) error {
	_, err := w.db.ExecContext(ctx, "insert into reservations (payload) values (?)", payload)
	return err
}

func (w *warehouse) fetch(ctx context.Context) error {
	batch, err := w.consumer.Fetch(50)
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "reserve-batch") // want "batchlinks/no-links"
	defer span.End()
	for msg := range batch.Messages() {
		if err := w.reserve(ctx, msg.Data()); err != nil {
			return err
		}
		if err := msg.Ack(); err != nil {
			return err
		}
	}
	return batch.Error()
}

// own has a span for each message.
func (w *warehouse) own(ctx context.Context) error {
	batch, err := w.consumer.FetchNoWait(50)
	if err != nil {
		return err
	}
	for msg := range batch.Messages() {
		ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Headers()))
		ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
		err := w.reserve(ctx, msg.Data())
		span.End()
		if err != nil {
			return err
		}
	}
	return batch.Error()
}

// one asks for one message.
func (w *warehouse) one(ctx context.Context) error {
	batch, err := w.consumer.Fetch(1)
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	for msg := range batch.Messages() {
		if err := w.reserve(ctx, msg.Data()); err != nil {
			return err
		}
	}
	return batch.Error()
}

// drained only acknowledges under its span.
func (w *warehouse) drained(ctx context.Context) error {
	batch, err := w.consumer.Fetch(50)
	if err != nil {
		return err
	}
	_, span := tracer.Start(ctx, "drain-orders")
	defer span.End()
	for msg := range batch.Messages() {
		if err := msg.Ack(); err != nil {
			return err
		}
	}
	return batch.Error()
}

// forever is a span that covers a loop without end: there is no batch.
func (w *warehouse) forever(ctx context.Context) error {
	messages, err := w.consumer.Messages()
	if err != nil {
		return err
	}
	_, span := tracer.Start(ctx, "consume-orders")
	defer span.End()
	for {
		msg, err := messages.Next()
		if err != nil {
			return err
		}
		msgCtx := otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Headers()))
		if err := w.reserve(msgCtx, msg.Data()); err != nil {
			return err
		}
	}
}
