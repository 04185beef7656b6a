// Package traps looks like consumers that cut traces and is right.
package traps

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/nats-io/nats.go"
	"github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("tracelint.test/freshroot/traps")

type warehouse struct {
	nc     *nats.Conn
	r      *kafka.Reader
	w      *kafka.Writer
	ch     *amqp091.Channel
	client *kgo.Client
}

// A span around the receive call itself.

func (w *warehouse) poll(ctx context.Context) error {
	for {
		pctx, span := tracer.Start(ctx, "poll orders")
		m, err := w.r.FetchMessage(pctx)
		span.End()
		if err != nil {
			return err
		}
		_, span = tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m}), "reserve-inventory")
		span.End()
		if err := w.r.CommitMessages(ctx, m); err != nil {
			return err
		}
	}
}

// Delivery reports.

func (w *warehouse) report(ctx context.Context) {
	w.w.Completion = func(messages []kafka.Message, err error) {
		_, span := tracer.Start(context.Background(), "report-delivery")
		defer span.End()
	}
	w.client.Produce(ctx, &kgo.Record{Topic: "orders", Context: ctx}, func(r *kgo.Record, err error) {
		_, span := tracer.Start(context.Background(), "report-delivery")
		defer span.End()
	})
	for r := range w.ch.NotifyReturn(make(chan amqp091.Return)) {
		_, span := tracer.Start(context.Background(), "report-return")
		slog.Info("returned", "key", r.RoutingKey)
		span.End()
	}
}

// An in-process bus whose handlers get the caller's context.

type bus struct {
	handlers []func(ctx context.Context, event string)
}

func (b *bus) Publish(ctx context.Context, event string) {
	for _, h := range b.handlers {
		h(ctx, event)
	}
}

func (b *bus) subscribe() {
	b.handlers = append(b.handlers, func(ctx context.Context, event string) {
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
	})
}

// An HTTP push endpoint: the server's span is the parent.

func push(w http.ResponseWriter, r *http.Request) {
	_, span := tracer.Start(r.Context(), "reserve-inventory")
	defer span.End()
	w.WriteHeader(http.StatusNoContent)
}

// A housekeeping span, started beside the messages and not for one.

func (w *warehouse) start(ctx context.Context) (*nats.Subscription, error) {
	ctx, span := tracer.Start(ctx, "subscribe orders", trace.WithSpanKind(trace.SpanKindInternal))
	defer span.End()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		_, span := tracer.Start(carrier.Context(context.Background(), m), "reserve-inventory")
		defer span.End()
	})
}
