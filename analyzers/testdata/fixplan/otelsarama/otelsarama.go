// Package otelsarama publishes and consumes where instrumentation brings a carrier.
package otelsarama

import (
	"context"

	"github.com/IBM/sarama"
	"github.com/dnwe/otelsarama"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/events"
)

var tracer = otel.Tracer("tracelint.test/fixplan/otelsarama")

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

func (s *shop) all(ctx context.Context, list []events.Placed) error {
	var msgs []*sarama.ProducerMessage
	for _, e := range list {
		msgs = append(msgs, &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)})
	}
	return s.sync.SendMessages(msgs)
}

func wrapped(cfg *sarama.Config, p sarama.AsyncProducer) *shop {
	return &shop{async: otelsarama.WrapAsyncProducer(cfg, p)}
}
