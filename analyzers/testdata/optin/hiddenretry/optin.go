// Package hiddenretry has what is reported only if asked for.
package hiddenretry

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/message/router/middleware"
	"github.com/avast/retry-go/v4"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/stock"
)

var tracer = otel.Tracer("tracelint.test/optin/hiddenretry")

var errAlreadyHandled = errors.New("already handled")

// Shop sells.
type Shop struct {
	nc     *nats.Conn
	stock  *stock.Client
	seen   map[string]bool
	router *message.Router
}

// Announce has no span around its attempts that is known of.
func (s *Shop) Announce(ctx context.Context, order string) (err error) {
	msg := carrier.Message(ctx, "orders", []byte(order))
	for range 3 { // want "hiddenretry/untraced: the loop repeats Conn.PublishMsg and nothing of an attempt reaches a trace"
		if err = s.nc.PublishMsg(msg); err == nil {
			return nil
		}
	}
	return err
}

// AnnounceLogged says what it does.
func (s *Shop) AnnounceLogged(ctx context.Context, order string) (err error) {
	msg := carrier.Message(ctx, "orders", []byte(order))
	for range 3 {
		if err = s.nc.PublishMsg(msg); err == nil {
			return nil
		}
		slog.WarnContext(ctx, "order not announced", "error", err)
	}
	return err
}

// AnnounceWithHelper leaves it to a library.
func (s *Shop) AnnounceWithHelper(ctx context.Context, order string) error {
	msg := carrier.Message(ctx, "orders", []byte(order))
	return retry.Do(func() error { return s.nc.PublishMsg(msg) }, retry.Attempts(5)) // want "hiddenretry/untraced: retry.Do repeats"
}

// Work outside of handlers and spans is nobody's attempt.
func (s *Shop) reserve(ctx context.Context, order string) (err error) {
	for range 3 {
		if err = s.stock.Reserve(ctx, order); err == nil {
			return nil
		}
	}
	return err
}

func (s *Shop) handle() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := carrier.Context(context.Background(), m)
		for range 3 { // want "hiddenretry/untraced: the loop repeats Client.Reserve"
			if err := s.stock.Reserve(ctx, string(m.Data)); err == nil {
				break
			}
			time.Sleep(time.Millisecond)
		}
	})
}

// Duplicates.

func (s *Shop) dedup() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		if s.seen[m.Header.Get("Nats-Msg-Id")] { // want "hiddenretry/duplicate: when seen says that the event was handled before, the handler returns and nothing shows it"
			return
		}
		s.seen[m.Header.Get("Nats-Msg-Id")] = true
		ctx, span := tracer.Start(carrier.Context(context.Background(), m), "reserve-stock")
		defer span.End()
		if err := s.stock.Reserve(ctx, string(m.Data)); err != nil {
			span.RecordError(err)
		}
	})
}

func (s *Shop) dedupInSpan() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx, span := tracer.Start(carrier.Context(context.Background(), m), "reserve-stock")
		defer span.End()
		if s.alreadyProcessed(m.Header.Get("Nats-Msg-Id")) {
			return
		}
		if err := s.stock.Reserve(ctx, string(m.Data)); err != nil {
			span.RecordError(err)
		}
	})
}

func (s *Shop) dedupLogged() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		if s.alreadyProcessed(m.Header.Get("Nats-Msg-Id")) {
			slog.Info("duplicate", "subject", m.Subject)
			return
		}
		ctx := carrier.Context(context.Background(), m)
		if err := s.stock.Reserve(ctx, string(m.Data)); err != nil {
			if errors.Is(err, errAlreadyHandled) { // want "hiddenretry/duplicate: when errAlreadyHandled says"
				return
			}
			slog.ErrorContext(ctx, "not reserved", "error", err)
		}
	})
}

func (s *Shop) alreadyProcessed(id string) bool { return s.seen[id] }

// The number of deliveries.

func (s *Shop) consume(ctx context.Context, c jetstream.Consumer) (jetstream.ConsumeContext, error) {
	return c.Consume(func(m jetstream.Msg) {
		ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Headers())), "reserve-stock") // want "hiddenretry/redelivery: the span does not tell how often the message was delivered: .* add Msg.Metadata\\(\\)"
		defer span.End()
		if err := s.stock.Reserve(ctx, string(m.Data())); err != nil {
			span.RecordError(err)
			return
		}
		_ = m.Ack()
	})
}

func (s *Shop) consumeCounted(ctx context.Context, c jetstream.Consumer) (jetstream.ConsumeContext, error) {
	return c.Consume(func(m jetstream.Msg) {
		ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(m.Headers())), "reserve-stock")
		defer span.End()
		if meta, err := m.Metadata(); err == nil {
			span.SetAttributes(attribute.Int("deliveries", int(meta.NumDelivered)))
		}
		if err := s.stock.Reserve(ctx, string(m.Data())); err != nil {
			span.RecordError(err)
			return
		}
		_ = m.Ack()
	})
}

// Watermill's middleware.

func (s *Shop) middleware() {
	s.router.AddMiddleware(middleware.Retry{MaxRetries: 3}.Middleware) // want "hiddenretry/untraced: Retry.Middleware repeats the handlers"
	s.router.AddMiddleware(middleware.Retry{MaxRetries: 3, Logger: watermill.NewStdLogger(false, false)}.Middleware)
	aloud := middleware.Retry{MaxRetries: 3, OnRetryHook: func(n int, _ time.Duration) { slog.Warn("again", "attempt", n) }}
	s.router.AddMiddleware(aloud.Middleware)
}
