// Package handedon hands events to handlers of which nothing is known: one
// that is given the headers too may extract from them, one that is given the
// body cannot.
package handedon

import (
	"context"
	"encoding/json"

	"github.com/IBM/sarama"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/handedon")

type envelope struct {
	ID      string            `json:"id"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

type order struct {
	ID string `json:"id"`
}

type handler interface {
	Handle(ctx context.Context, e envelope) error
}

type bodyHandler interface {
	Handle(ctx context.Context, o order) error
}

type publisher interface {
	Publish(ctx context.Context, topic string, e envelope) error
}

type orderPublisher interface {
	Publish(ctx context.Context, topic string, o order) error
}

type consumer struct {
	handler     handler
	bodies      bodyHandler
	deadLetters publisher
	audit       orderPublisher
}

// The headers are merged into the envelope where there are any.

func decode(msg *sarama.ConsumerMessage) (envelope, error) {
	var e envelope
	if err := json.Unmarshal(msg.Value, &e); err != nil {
		return envelope{}, err
	}
	if got := headersOf(msg.Headers); len(got) > 0 {
		merged := e.clone()
		for k, v := range got {
			if _, there := merged.Headers[k]; !there {
				merged.Headers[k] = v
			}
		}
		e = merged
	}
	return e, nil
}

func (e envelope) clone() envelope {
	hs := make(map[string]string, len(e.Headers))
	for k, v := range e.Headers {
		hs[k] = v
	}
	e.Headers = hs
	return e
}

func headersOf(hs []*sarama.RecordHeader) map[string]string {
	out := make(map[string]string, len(hs))
	for _, h := range hs {
		out[string(h.Key)] = string(h.Value)
	}
	return out
}

func (c *consumer) consume(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage) error {
	e, err := decode(msg)
	if err != nil {
		return err
	}
	if err := c.handler.Handle(session.Context(), e); err != nil {
		return c.fail(session, msg, e)
	}
	return nil
}

// The envelope comes along with the message.

func (c *consumer) fail(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage, e envelope) error {
	return c.deadLetters.Publish(session.Context(), msg.Topic+".dead", e)
}

func (c *consumer) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		if err := c.consume(session, msg); err != nil {
			return err
		}
		session.MarkMessage(msg, "")
	}
	return nil
}

// A body has no room for headers.

func (c *consumer) consumeBody(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage) error { // want "freshroot/no-extract: bodyHandler.Handle works on the message msg in session.Context.."
	var o order
	if err := json.Unmarshal(msg.Value, &o); err != nil {
		return err
	}
	return c.bodies.Handle(session.Context(), o)
}

func (c *consumer) record(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage, o order) error { // want "freshroot/no-extract: orderPublisher.Publish works on the message msg in session.Context.."
	return c.audit.Publish(session.Context(), msg.Topic+".audit", o)
}

type bodies struct{ *consumer }

func (b bodies) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		if err := b.consumeBody(session, msg); err != nil {
			return err
		}
		if err := b.record(session, msg, order{ID: string(msg.Key)}); err != nil {
			return err
		}
		session.MarkMessage(msg, "")
	}
	return nil
}

// An envelope that the handler has kept has nothing to do with the message.

type templated struct {
	*consumer
	template envelope
}

func (t templated) answer(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage) error { // want "freshroot/no-extract: publisher.Publish works on the message msg in session.Context.."
	return t.deadLetters.Publish(session.Context(), string(msg.Value), t.template)
}

func (t templated) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		if err := t.answer(session, msg); err != nil {
			return err
		}
		session.MarkMessage(msg, "")
	}
	return nil
}

// What is known to extract from nothing is no excuse.

func (c *consumer) traced(session sarama.ConsumerGroupSession, msg *sarama.ConsumerMessage) error {
	e, err := decode(msg)
	if err != nil {
		return err
	}
	_, span := tracer.Start(session.Context(), "ship-order") // want "freshroot/root"
	defer span.End()
	span.AddEvent(e.ID)
	return nil
}

type shipping struct{ *consumer }

func (s shipping) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		if err := s.traced(session, msg); err != nil {
			return err
		}
		session.MarkMessage(msg, "")
	}
	return nil
}
