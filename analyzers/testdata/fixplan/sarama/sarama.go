// Package sarama publishes and consumes without a carrier of its own.
package sarama

import (
	"context"

	"github.com/IBM/sarama"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/sarama")

type shop struct {
	sync  sarama.SyncProducer
	async sarama.AsyncProducer
}

func (s *shop) literal(ctx context.Context) error {
	_, _, err := s.sync.SendMessage(&sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder("{}")})
	return err
}

func (s *shop) variable(ctx context.Context) error {
	msg := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder("{}")}
	_, _, err := s.sync.SendMessage(msg)
	return err
}

func (s *shop) send(ctx context.Context) {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	s.async.Input() <- &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder("{}")}
}

func (s *shop) sendOrGiveUp(ctx context.Context) error {
	select {
	case s.async.Input() <- &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder("{}")}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// The same message again would have the header twice.
func (s *shop) again(ctx context.Context) error {
	msg := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder("{}")}
	for range 3 {
		if _, _, err := s.sync.SendMessage(msg); err == nil {
			return nil
		}
	}
	return ctx.Err()
}

type reserver struct{ async sarama.AsyncProducer }

func (reserver) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (reserver) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (r reserver) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		_, span := tracer.Start(session.Context(), "reserve-inventory")
		session.MarkMessage(msg, "")
		span.End()
	}
	return nil
}

type selecting struct{ reserver }

func (r selecting) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case msg, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			_, span := tracer.Start(context.Background(), "reserve-inventory")
			session.MarkMessage(msg, "")
			span.End()
		case <-session.Context().Done():
			return nil
		}
	}
}

func handle(ctx context.Context, claim sarama.ConsumerGroupClaim) {
	for msg := range claim.Messages() {
		reserve(ctx, msg)
	}
}

func reserve(ctx context.Context, msg *sarama.ConsumerMessage) {
	_, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	_ = msg.Value
}
