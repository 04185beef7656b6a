// Package watermill publishes through watermill's Publisher and as a handler's
// return value.
package watermill

import (
	"context"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct{ pub message.Publisher }

// traced makes a message that holds the trace context of ctx.
func traced(ctx context.Context, data []byte) *message.Message {
	m := message.NewMessage(watermill.NewUUID(), data)
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(m.Metadata))
	return m
}

func (s *shop) bare(ctx context.Context) error {
	return s.pub.Publish("orders", message.NewMessage(watermill.NewUUID(), []byte("{}"))) // want "publishctx/no-carrier"
}

func (s *shop) injected(ctx context.Context, data []byte) error {
	return s.pub.Publish("orders", traced(ctx, data))
}

// A publisher that is decorated may read the message's context.

func (s *shop) context(ctx context.Context, data []byte) error {
	m := message.NewMessage(watermill.NewUUID(), data)
	m.SetContext(ctx)
	return s.pub.Publish("orders", m)
}

// Messages that a handler returns are published.

func (s *shop) returned(m *message.Message) ([]*message.Message, error) {
	out := message.NewMessage(watermill.NewUUID(), []byte("{}"))
	return message.Messages{out}, nil // silent: a middleware of a router made elsewhere may copy the carrier
}

func (s *shop) returnedGood(m *message.Message) ([]*message.Message, error) {
	out := message.NewMessage(watermill.NewUUID(), []byte("{}"))
	otel.GetTextMapPropagator().Inject(m.Context(), propagation.MapCarrier(out.Metadata))
	return message.Messages{out}, nil
}

func (s *shop) returnedCopy(m *message.Message) ([]*message.Message, error) {
	return message.Messages{m.Copy()}, nil
}

// A copy holds the metadata, published by hand as well.
func (s *shop) dead(m *message.Message) error {
	c := m.Copy()
	c.Metadata.Set("reason", "unreadable")
	return s.pub.Publish("dead", c)
}

func (s *shop) deadBody(m *message.Message) error {
	return s.pub.Publish("dead", message.NewMessage(watermill.NewUUID(), m.Payload)) // want "publishctx/republish"
}

func (s *shop) returnedBody(m *message.Message) ([]*message.Message, error) {
	return message.Messages{message.NewMessage(watermill.NewUUID(), m.Payload)}, nil // want "publishctx/republish"
}

func (s *shop) returnedMetadata(m *message.Message) ([]*message.Message, error) {
	out := message.NewMessage(watermill.NewUUID(), m.Payload)
	out.Metadata = m.Metadata
	return message.Messages{out}, nil
}

func (s *shop) returnedNothing(m *message.Message) ([]*message.Message, error) {
	return nil, nil
}

func (s *shop) routes(r *message.Router, sub message.Subscriber) {
	r.AddHandler("a", "orders", sub, "stock", s.pub, s.returned)
	r.AddHandler("b", "orders", sub, "stock", s.pub, s.returnedGood)
	r.AddHandler("c", "orders", sub, "stock", s.pub, s.returnedCopy)
	r.AddHandler("d", "orders", sub, "stock", s.pub, s.returnedBody)
	r.AddHandler("e", "orders", sub, "stock", s.pub, s.returnedMetadata)
	r.AddConsumerHandler("g", "orders", sub, s.dead)
	r.AddConsumerHandler("h", "orders", sub, s.deadBody)
	r.AddHandler("f", "orders", sub, "stock", s.pub, s.returnedNothing)
}
