// Package swallowed drops events that it could not handle.
package swallowed

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/stock"
)

var tracer = otel.Tracer("tracelint.test/hiddenretry/swallowed")

type warehouse struct {
	nc     *nats.Conn
	js     jetstream.JetStream
	ch     *amqp091.Channel
	r      *kafka.Reader
	stock  *stock.Client
	failed int
	errs   chan error
	router *message.Router
	sub    message.Subscriber
	dead   message.Publisher
}

type placed struct{ Order string }

// Callbacks without a result.

func (w *warehouse) subscribe() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx, span := tracer.Start(carrier.Context(context.Background(), m), "reserve-stock")
		defer span.End()
		var in placed
		if err := json.Unmarshal(m.Data, &in); err != nil { // want "hiddenretry/swallowed: if json.Unmarshal fails, the handler returns as if it had not"
			return
		}
		if err := w.stock.Reserve(ctx, in.Order); err != nil { // want "hiddenretry/swallowed: if Client.Reserve fails"
			return
		}
	})
}

func (w *warehouse) subscribeLogged() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx, span := tracer.Start(carrier.Context(context.Background(), m), "reserve-stock")
		defer span.End()
		var in placed
		if err := json.Unmarshal(m.Data, &in); err != nil {
			slog.ErrorContext(ctx, "order not read", "error", err)
			return
		}
		if err := w.stock.Reserve(ctx, in.Order); err != nil {
			span.SetStatus(codes.Error, err.Error())
			return
		}
	})
}

// The span's status without the error, a counter, a channel.

func (w *warehouse) subscribeNoted() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx, span := tracer.Start(carrier.Context(context.Background(), m), "reserve-stock")
		defer span.End()
		var in placed
		if err := json.Unmarshal(m.Data, &in); err != nil {
			span.SetStatus(codes.Error, "not an order")
			return
		}
		if err := w.stock.Reserve(ctx, in.Order); err != nil {
			w.failed++
			return
		}
		if err := w.stock.Reserve(ctx, "second "+in.Order); err != nil {
			w.errs <- err
			return
		}
	})
}

// The callee says what went wrong.

func (w *warehouse) subscribeInCallee() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := carrier.Context(context.Background(), m)
		if err := w.reserve(ctx, string(m.Data)); err != nil {
			return
		}
		_ = w.nc.PublishMsg(carrier.Message(ctx, "reserved", m.Data))
	})
}

func (w *warehouse) reserve(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	err := w.stock.Reserve(ctx, order)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

// Acknowledged all the same.

func (w *warehouse) stream(ctx context.Context, c jetstream.Consumer) (jetstream.ConsumeContext, error) {
	return c.Consume(func(m jetstream.Msg) {
		ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Headers())), "reserve-stock")
		defer span.End()
		if err := w.stock.Reserve(ctx, string(m.Data())); err != nil { // want "hiddenretry/swallowed: if Client.Reserve fails, the handler acks as if it had not"
			_ = m.Ack()
			return
		}
		_ = m.Ack()
	})
}

// Given back, or left to come again.

func (w *warehouse) streamGood(ctx context.Context, c jetstream.Consumer) (jetstream.ConsumeContext, error) {
	return c.Consume(func(m jetstream.Msg) {
		ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Headers())), "reserve-stock")
		defer span.End()
		if err := w.stock.Reserve(ctx, string(m.Data())); err != nil {
			_ = m.Nak()
			return
		}
		if err := w.stock.Reserve(ctx, "second "+string(m.Data())); err != nil {
			return
		}
		if err := m.Ack(); err != nil {
			return
		}
	})
}

// Handlers that return an error.

func (w *warehouse) route() {
	w.router.AddConsumerHandler("reserve", "orders", w.sub, w.handle)
	w.router.AddConsumerHandler("reserve", "orders", w.sub, w.handleGood)
}

func (w *warehouse) handle(m *message.Message) error {
	if err := w.stock.Reserve(m.Context(), string(m.Payload)); err != nil { // want "hiddenretry/swallowed"
		return nil
	}
	return nil
}

func (w *warehouse) handleGood(m *message.Message) error {
	var in placed
	if err := json.Unmarshal(m.Payload, &in); err != nil {
		return w.dead.Publish("dead", m)
	}
	if err := w.stock.Reserve(m.Context(), in.Order); err != nil {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	}
	return nil
}

// Receive loops.

func (w *warehouse) run(ctx context.Context) error {
	for {
		m, err := w.r.FetchMessage(ctx)
		if err != nil {
			return err
		}
		msgCtx := otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
		if err := w.stock.Reserve(msgCtx, string(m.Value)); err != nil { // want "hiddenretry/swallowed: if Client.Reserve fails, the handler continues as if it had not"
			continue
		}
		w.failed = 0
	}
}

func (w *warehouse) runCommitting(ctx context.Context) error {
	for {
		m, err := w.r.FetchMessage(ctx)
		if err != nil {
			continue
		}
		msgCtx := otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
		var in placed
		if err := json.Unmarshal(m.Value, &in); err != nil { // want "hiddenretry/swallowed: if json.Unmarshal fails, the handler acks as if it had not"
			_ = w.r.CommitMessages(ctx, m)
			continue
		}
		if err := w.stock.Reserve(msgCtx, in.Order); err != nil {
			return err
		}
		if err := w.r.CommitMessages(ctx, m); err != nil {
			return err
		}
	}
}

func (w *warehouse) deliveries(ctx context.Context, in <-chan amqp091.Delivery) {
	in, _ = w.ch.Consume("orders", "", false, false, false, false, nil)
	for d := range in { // want "freshroot/no-extract"
		if err := w.stock.Reserve(ctx, string(d.Body)); err != nil { // want "hiddenretry/swallowed"
			_ = d.Ack(false)
			continue
		}
		_ = d.Ack(false)
	}
}

// Nothing is lost: what is there is good enough.

func (w *warehouse) defaults() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := carrier.Context(context.Background(), m)
		var in placed
		if err := json.Unmarshal(m.Data, &in); err != nil {
			in.Order = "unknown"
		}
		if err := ctx.Err(); err != nil {
			return
		}
		if err := w.wait(ctx); err != nil {
			return
		}
		if err := w.stock.Reserve(ctx, in.Order); err != nil {
			slog.ErrorContext(ctx, "not reserved", "error", err)
		}
	})
}

func (w *warehouse) wait(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

// An answer that nobody can read is as good as none.

func (w *warehouse) answers() (*nats.Subscription, error) {
	inbox := nats.NewInbox()
	return w.nc.Subscribe(inbox, func(m *nats.Msg) {
		var in placed
		if err := json.Unmarshal(m.Data, &in); err != nil {
			return
		}
		w.errs <- nil
	})
}
