// Package loop repeats hand-offs and work under one span.
package loop

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/stock"
)

var tracer = otel.Tracer("tracelint.test/hiddenretry/loop")

var errPermanent = errors.New("never")

type shop struct {
	nc       *nats.Conn
	w        *kafka.Writer
	stock    *stock.Client
	failures atomic.Int64
}

// The plain form.

func (s *shop) announce(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	var err error
	for range 5 { // want "hiddenretry/loop: the loop repeats Conn.PublishMsg under one span"
		if err = s.nc.PublishMsg(msg); err == nil {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
	return fmt.Errorf("gave up: %w", err)
}

func (s *shop) announceLogged(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	var err error
	for attempt := range 5 {
		if err = s.nc.PublishMsg(msg); err == nil {
			return nil
		}
		slog.WarnContext(ctx, "order not announced", "attempt", attempt, "error", err)
		time.Sleep(time.Millisecond)
	}
	return fmt.Errorf("gave up: %w", err)
}

// A context per attempt is no span per attempt.

func (s *shop) place(ctx context.Context, order string) (err error) {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	for i := 0; ; i++ { // want "hiddenretry/loop"
		sendCtx, cancel := context.WithTimeout(ctx, time.Second)
		err := s.send(sendCtx, msg)
		cancel()
		if err == nil || i == 4 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

func (s *shop) send(_ context.Context, msg *nats.Msg) error {
	return s.nc.PublishMsg(msg)
}

func (s *shop) placeWithSpans(ctx context.Context, order string) (err error) {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	for i := 0; ; i++ {
		_, attempt := tracer.Start(ctx, "send-order", trace.WithAttributes(attribute.Int("attempt", i)))
		err := s.nc.PublishMsg(msg)
		attempt.End()
		if err == nil || i == 4 {
			return err
		}
		time.Sleep(time.Millisecond)
	}
}

// The span is in the callee.

func (s *shop) placeTraced(ctx context.Context, order string) (err error) {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	for range 3 {
		if err = s.sendTraced(ctx, order); err == nil {
			return nil
		}
	}
	return err
}

func (s *shop) sendTraced(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "send-order")
	defer span.End()
	return s.nc.PublishMsg(carrier.Message(ctx, "orders", []byte(order)))
}

// Some errors end it at once.

func (s *shop) cancel(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "cancel-order")
	defer span.End()
	msg := carrier.Message(ctx, "cancellations", []byte(order))
	for { // want "hiddenretry/loop"
		err := s.nc.PublishMsg(msg)
		if err != nil {
			if errors.Is(err, errPermanent) {
				return err
			}
			time.Sleep(time.Millisecond)
			continue
		}
		return nil
	}
}

func (s *shop) cancelCounted(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "cancel-order")
	defer span.End()
	msg := carrier.Message(ctx, "cancellations", []byte(order))
	for {
		err := s.nc.PublishMsg(msg)
		if err != nil {
			if errors.Is(err, errPermanent) {
				return err
			}
			s.failures.Add(1)
			continue
		}
		return nil
	}
}

func (s *shop) cancelAnnotated(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "cancel-order")
	defer span.End()
	msg := carrier.Message(ctx, "cancellations", []byte(order))
	for i := 1; ; i++ {
		span.SetAttributes(attribute.Int("attempts", i))
		if err := s.nc.PublishMsg(msg); err == nil || i > 4 {
			return err
		}
	}
}

// The check is at the head of the loop.

func (s *shop) ship(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	err := s.w.WriteMessages(ctx, kafkaMessage(ctx, order))
	for i := 0; err != nil && i < 3; i++ { // want "hiddenretry/loop: the loop repeats Writer.WriteMessages under one span"
		time.Sleep(time.Millisecond)
		err = s.w.WriteMessages(ctx, kafkaMessage(ctx, order))
	}
	return err
}

func kafkaMessage(ctx context.Context, order string) kafka.Message {
	m := kafka.Message{Value: []byte(order)}
	otel.GetTextMapPropagator().Inject(ctx, kafkaHeaders{&m})
	return m
}

type kafkaHeaders struct{ m *kafka.Message }

func (h kafkaHeaders) Get(string) string { return "" }
func (h kafkaHeaders) Keys() []string    { return nil }
func (h kafkaHeaders) Set(key, value string) {
	h.m.Headers = append(h.m.Headers, kafka.Header{Key: key, Value: []byte(value)})
}

// Work, and a span that the only caller has started.

func (s *shop) reserve(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	return s.tryReserve(ctx, order)
}

func (s *shop) tryReserve(ctx context.Context, order string) error {
	var err error
	for range 5 { // want "hiddenretry/loop: the loop repeats Client.Reserve under one span"
		if err = s.stock.Reserve(ctx, order); err == nil {
			return nil
		}
	}
	return err
}

// A span for an item, attempts for each of them.

func (s *shop) announceAll(ctx context.Context, orders []string) error {
	for _, order := range orders {
		ctx, span := tracer.Start(ctx, "announce-order")
		msg := carrier.Message(ctx, "orders", []byte(order))
		var err error
		for range 3 { // want "hiddenretry/loop"
			if err = s.nc.PublishMsg(msg); err == nil {
				break
			}
		}
		span.End()
		if err != nil {
			return err
		}
	}
	return nil
}

// In a goroutine that reports when it is done.

func (s *shop) announceLater(ctx context.Context, order string) <-chan error {
	done := make(chan error, 1)
	go func() {
		ctx, span := tracer.Start(context.WithoutCancel(ctx), "announce-order")
		defer span.End()
		msg := carrier.Message(ctx, "orders", []byte(order))
		var err error
		for range 3 { // want "hiddenretry/loop"
			if err = s.nc.PublishMsg(msg); err == nil {
				break
			}
		}
		done <- err
	}()
	return done
}

// A library only counts and waits.

type pauses struct{ left int }

func (p *pauses) ongoing() bool { return p.left > 0 }
func (p *pauses) wait()         { p.left--; time.Sleep(time.Millisecond) }

func (s *shop) announcePausing(ctx context.Context, order string) (err error) {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	b := &pauses{left: 3}
	for b.ongoing() { // want "hiddenretry/loop"
		if err = s.nc.PublishMsg(msg); err == nil {
			return nil
		}
		b.wait()
	}
	return err
}

// What is named after events and messages tells no more than anything else.

func (s *shop) announceMsg(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	var err error
	for range 5 { // want "hiddenretry/loop: the loop repeats shop.publishMsg under one span"
		if err = s.publishMsg(msg); err == nil {
			return nil
		}
	}
	return err
}

func (s *shop) announceMsgTold(ctx context.Context, order string) error {
	ctx, span := tracer.Start(ctx, "announce-order")
	defer span.End()
	msg := carrier.Message(ctx, "orders", []byte(order))
	var err error
	for range 5 {
		if err = s.publishMsg(msg); err == nil {
			return nil
		}
		span.AddEvent("attempt failed")
	}
	return err
}

func (s *shop) publishMsg(msg *nats.Msg) error {
	return s.nc.PublishMsg(msg)
}
