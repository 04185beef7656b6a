// Package jetstream publishes through JetStream, old and new, whose context
// arguments are for cancellation only.
package jetstream

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"tracelint.test/testdata/shared/carrier"
)

type shop struct {
	js  jetstream.JetStream
	old nats.JetStreamContext
}

func (s *shop) publish(ctx context.Context) error {
	_, err := s.js.Publish(ctx, "orders", []byte("{}")) // want "publishctx/no-carrier"
	return err
}

func (s *shop) publishGood(ctx context.Context) error {
	_, err := s.js.PublishMsg(ctx, carrier.Message(ctx, "orders", []byte("{}")))
	return err
}

func (s *shop) async(ctx context.Context) error {
	_, err := s.js.PublishMsgAsync(nats.NewMsg("orders")) // want "publishctx/no-carrier"
	return err
}

func (s *shop) legacy(ctx context.Context) error {
	_, err := s.old.Publish("orders", []byte("{}"), nats.Context(ctx)) // want "publishctx/no-carrier"
	return err
}

func (s *shop) legacyGood(ctx context.Context) error {
	_, err := s.old.PublishMsg(carrier.Message(ctx, "orders", []byte("{}")), nats.Context(ctx))
	return err
}

// What others published and what settles it.

func (s *shop) consume(ctx context.Context, c jetstream.Consumer) (jetstream.ConsumeContext, error) {
	return c.Consume(func(m jetstream.Msg) {
		if _, err := s.js.Publish(ctx, "orders.dead", m.Data()); err != nil { // want "publishctx/republish"
			_ = m.NakWithDelay(time.Second)
			return
		}
		_ = m.Ack()
	})
}

func (s *shop) consumeGood(ctx context.Context, c jetstream.Consumer) (jetstream.ConsumeContext, error) {
	return c.Consume(func(m jetstream.Msg) {
		if _, err := s.js.PublishMsg(ctx, &nats.Msg{Subject: "orders.dead", Header: m.Headers(), Data: m.Data()}); err != nil {
			_ = m.NakWithDelay(time.Second)
			return
		}
		_ = m.Ack()
	})
}
