// Package answers has workflows of its own in answers, which nobody follows up,
// and beside each in an event.
package answers

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/idoverload/envelopes"
)

type stock struct{ nc *nats.Conn }

func (s *stock) answered() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
		var asked envelopes.Event
		if err := json.Unmarshal(m.Data, &asked); err != nil {
			slog.ErrorContext(ctx, "no question", "error", err)
			return
		}
		s.publish(ctx, m.Header.Get("reply-subject"), envelopes.Event{
			ID:            uuid.NewString(),
			CorrelationID: envelopes.NewID(),
		})
	})
}

func (s *stock) told() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
		var placed envelopes.Event
		if err := json.Unmarshal(m.Data, &placed); err != nil {
			slog.ErrorContext(ctx, "no order", "error", err)
			return
		}
		s.publish(ctx, m.Header.Get("next-subject"), envelopes.Event{
			ID:            uuid.NewString(),
			CorrelationID: envelopes.NewID(), // want "followup/reset: .* placed.CorrelationID came in"
		})
	})
}

func (s *stock) publish(ctx context.Context, subject string, e envelopes.Event) {
	data, err := json.Marshal(e)
	if err != nil {
		slog.ErrorContext(ctx, "not written", "error", err)
		return
	}
	msg := &nats.Msg{Subject: subject, Data: data, Header: nats.Header{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	if err := s.nc.PublishMsg(msg); err != nil {
		slog.ErrorContext(ctx, "not sent", "error", err)
	}
}

// A question asks for an answer, which is told from others by the question's id.

func (s *stock) asking(ctx context.Context, placed envelopes.Event) {
	s.send(ctx, "questions", map[string]string{
		"correlation_id": envelopes.NewID(),
		"reply_topic":    "answers." + placed.ID,
	})
}

func (s *stock) asksNobody(ctx context.Context, placed envelopes.Event) {
	s.send(ctx, "questions", map[string]string{
		"correlation_id": envelopes.NewID(), // want "followup/reset: .* placed.CorrelationID came in"
		"reply_topic":    "",
	})
}

type question struct {
	CorrelationID string
	ReplyTo       string
	Order         string
}

func (s *stock) asks(ctx context.Context, placed envelopes.Event) {
	s.put(ctx, question{CorrelationID: envelopes.NewID(), ReplyTo: "answers", Order: placed.ID})
}

func (s *stock) tells(ctx context.Context, placed envelopes.Event) {
	s.put(ctx, question{CorrelationID: envelopes.NewID(), Order: placed.ID}) // want "followup/reset: .* placed.CorrelationID came in"
}

func (s *stock) put(ctx context.Context, q question) {
	data, err := json.Marshal(q)
	if err != nil {
		slog.ErrorContext(ctx, "not written", "error", err)
		return
	}
	msg := &nats.Msg{Subject: "questions", Data: data, Header: nats.Header{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	if err := s.nc.PublishMsg(msg); err != nil {
		slog.ErrorContext(ctx, "not sent", "error", err)
	}
}

func (s *stock) send(ctx context.Context, subject string, headers map[string]string) {
	msg := &nats.Msg{Subject: subject, Header: nats.Header{}}
	for k, v := range headers {
		msg.Header.Set(k, v)
	}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	if err := s.nc.PublishMsg(msg); err != nil {
		slog.ErrorContext(ctx, "not sent", "error", err)
	}
}
