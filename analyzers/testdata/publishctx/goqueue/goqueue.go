// Package goqueue sends events with the queues of go-zero, which take strings
// and bytes: the one for Kafka injects the context it is given, the others have
// no room for it but the payload.
package goqueue

import (
	"context"
	"encoding/json"
	"time"

	oldkq "github.com/tal-tech/go-queue/kq"
	"github.com/zeromicro/go-queue/dq"
	"github.com/zeromicro/go-queue/kq"
	"github.com/zeromicro/go-queue/natsq"
	"github.com/zeromicro/go-queue/rabbitmq"

	"tracelint.test/testdata/shared/events"
)

type shop struct {
	kq  *kq.Pusher
	old *oldkq.Pusher
	dq  dq.Producer
	jet *natsq.JetProducer
	mq  rabbitmq.Sender
}

func (s *shop) push(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.kq.Push(context.Background(), string(data)) // want "publishctx/dropped"
}

func (s *shop) pushGood(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.kq.Push(ctx, string(data))
}

// KPush takes a context and does nothing with it.

func (s *shop) keyed(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.kq.KPush(ctx, e.OrderID, string(data)) // want "publishctx/no-carrier: Pusher.KPush sends nothing of the context ctx along: consumers cannot join the trace; use PushWithKey, which injects it"
}

func (s *shop) keyedGood(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.kq.PushWithKey(ctx, e.OrderID, string(data))
}

// Only the payload has room.

func (s *shop) payload(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.old.Push(string(data)); err != nil { // want "publishctx/no-carrier: Pusher.Push sends nothing of the context ctx along: consumers cannot join the trace; it has no room for headers, so put it into an envelope around the payload"
		return err
	}
	if _, err := s.dq.Delay(data, time.Minute); err != nil { // want "publishctx/no-carrier: Producer.Delay .* it has no room for headers, so put it into an envelope around the payload"
		return err
	}
	if err := s.jet.Publish("orders", data); err != nil { // want "publishctx/no-carrier: JetProducer.Publish .* it has no room for headers, so put it into an envelope around the payload"
		return err
	}
	return s.mq.Send("orders", "placed", data) // want "publishctx/no-carrier: Sender.Send .* it has no room for headers, so put it into an envelope around the payload"
}

func (s *shop) payloadGood(ctx context.Context, orderID string) error {
	data, err := json.Marshal(events.New(ctx, orderID))
	if err != nil {
		return err
	}
	if err := s.old.Push(string(data)); err != nil {
		return err
	}
	if _, err := s.dq.Delay(data, time.Minute); err != nil {
		return err
	}
	if err := s.jet.Publish("orders", data); err != nil {
		return err
	}
	return s.mq.Send("orders", "placed", data)
}
