// Package traps looks wrong and is right.
package traps

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/bus"
	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/events"
)

type shop struct {
	nc  *nats.Conn
	js  jetstream.JetStream
	w   *kafka.Writer
	bus *bus.Injecting
	db  map[string]row
}

// Cleanup: the context is over.

func (s *shop) untilDone(ctx context.Context) error {
	<-ctx.Done()
	out, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.bus.Publish(out, "shop.closed", events.Placed{})
}

func (s *shop) onError(ctx context.Context) error {
	if ctx.Err() != nil {
		return s.bus.Publish(context.Background(), "shop.closed", events.Placed{})
	}
	return nil
}

func (s *shop) selected(ctx context.Context, orders <-chan events.Placed) error {
	for {
		select {
		case e := <-orders:
			if err := s.bus.Publish(ctx, "orders.placed", e); err != nil {
				return err
			}
		case <-ctx.Done():
			return s.bus.Publish(context.Background(), "shop.closed", events.Placed{})
		}
	}
}

// Shutdown says so in its name.
func (s *shop) Shutdown(ctx context.Context) error {
	return s.bus.Publish(context.Background(), "shop.closed", events.Placed{})
}

// Heartbeats and metrics have no cause.

func (s *shop) heartbeat(ctx context.Context) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			_ = s.nc.Publish("shop.heartbeat", []byte("{}"))
		}
	}
}

func (s *shop) reportMetrics(ctx context.Context, every time.Duration) {
	for range time.Tick(every) {
		if ctx.Err() != nil {
			return
		}
		_ = s.w.WriteMessages(ctx, kafka.Message{Topic: "metrics", Value: []byte("{}")})
	}
}

// The context argument is for cancellation only.

func (s *shop) cancellation(ctx context.Context, data []byte) error {
	out, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.w.WriteMessages(out, kafka.Message{Headers: carrier.Pairs(ctx), Value: data})
}

func (s *shop) cancellationStream(ctx context.Context, data []byte) error {
	out, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, err := s.js.PublishMsg(out, carrier.Message(ctx, "orders.placed", data))
	return err
}

// The message is a parameter: the caller knows what it carries.

func (s *shop) write(ctx context.Context, m kafka.Message) error {
	return s.w.WriteMessages(ctx, m)
}

func (s *shop) writeAll(ctx context.Context, ms ...kafka.Message) error {
	return s.w.WriteMessages(ctx, ms...)
}

func (s *shop) written(ctx context.Context) error {
	if err := s.writeAll(ctx, kafka.Message{Headers: carrier.Pairs(ctx)}, kafka.Message{Headers: carrier.Pairs(ctx)}); err != nil {
		return err
	}
	return s.write(ctx, kafka.Message{Headers: carrier.Pairs(ctx)})
}

func (s *shop) writtenBare(ctx context.Context) error {
	return s.writeBare(ctx, kafka.Message{Value: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) writeBare(ctx context.Context, m kafka.Message) error {
	return s.w.WriteMessages(ctx, m)
}

func (s *shop) writtenGood(ctx context.Context) error {
	return s.writeBare(ctx, kafka.Message{Headers: carrier.Pairs(ctx), Value: []byte("{}")})
}

// An outbox: the row keeps the carrier, the relay sends it.

type row struct {
	Subject string
	Headers map[string]string
	Data    []byte
}

func (s *shop) store(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	c := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, c)
	s.db[e.OrderID] = row{"orders.placed", c, data}
	return nil
}

func (s *shop) relay(ctx context.Context) error {
	for id, r := range s.db {
		m := nats.NewMsg(r.Subject)
		m.Data = r.Data
		for k, v := range r.Headers {
			m.Header.Set(k, v)
		}
		if _, err := s.js.PublishMsg(ctx, m); err != nil {
			return err
		}
		delete(s.db, id)
	}
	return nil
}

// A relay that writes its own context over the stored carrier.

func (s *shop) relayOver(ctx context.Context) error {
	for id, r := range s.db {
		m := nats.NewMsg(r.Subject)
		m.Data = r.Data
		for k, v := range r.Headers {
			m.Header.Set(k, v)
		}
		otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
		if _, err := s.js.PublishMsg(ctx, m); err != nil { // todo want "publishctx/republish"
			return err
		}
		delete(s.db, id)
	}
	return nil
}

// A relay that has a row from a query which nobody can see into.

type rows interface {
	Next() bool
	Scan(dest ...any) error
}

func (s *shop) relayRows(ctx context.Context, rs rows) error {
	for rs.Next() {
		var r row
		if err := rs.Scan(&r.Subject, &r.Data, &r.Headers); err != nil {
			return err
		}
		m := nats.NewMsg(r.Subject)
		m.Data = r.Data
		for k, v := range r.Headers {
			m.Header.Set(k, v)
		}
		if err := s.nc.PublishMsg(m); err != nil {
			return err
		}
	}
	return nil
}

func (s *shop) relayPayload(ctx context.Context, rs rows) error {
	for rs.Next() {
		var subject string
		var data []byte
		if err := rs.Scan(&subject, &data); err != nil {
			return err
		}
		if err := s.nc.Publish(subject, data); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// An answer goes back to one who waits for it under a span of its own.

func (s *shop) answer() (*nats.Subscription, error) {
	return s.nc.Subscribe("stock.get", func(m *nats.Msg) {
		_ = m.Respond([]byte("12"))
	})
}

// An event without a body is an event all the same.

func (s *shop) empty(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.nc.Publish("orders.changed", nil) // want "publishctx/no-carrier"
}
