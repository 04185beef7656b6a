// Package sarama takes events in with a client whose contexts belong to the
// session, so that a message's trace is in its headers and nowhere else,
// instrumented or not.
package sarama

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/IBM/sarama"
	"github.com/dnwe/otelsarama"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/sarama")

type setup struct{}

func (setup) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (setup) Cleanup(sarama.ConsumerGroupSession) error { return nil }

// The session's context.

type reserver struct{ setup }

func (reserver) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		_, span := tracer.Start(session.Context(), "reserve-inventory") // want "freshroot/root"
		session.MarkMessage(msg, "")
		span.End()
	}
	return nil
}

type goodReserver struct{ setup }

func (goodReserver) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		ctx := otel.GetTextMapPropagator().Extract(session.Context(), otelsarama.NewConsumerMessageCarrier(msg))
		_, span := tracer.Start(ctx, "reserve-inventory")
		session.MarkMessage(msg, "")
		span.End()
	}
	return nil
}

// The loop that sarama's documentation shows.

type selecting struct{ setup }

func (selecting) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case msg, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
			session.MarkMessage(msg, "")
			span.End()
		case <-session.Context().Done():
			return nil
		}
	}
}

type goodSelecting struct{ setup }

func (goodSelecting) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case msg, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			ctx := otel.GetTextMapPropagator().Extract(context.Background(), otelsarama.NewConsumerMessageCarrier(msg))
			_, span := tracer.Start(ctx, "reserve-inventory")
			session.MarkMessage(msg, "")
			span.End()
		case <-session.Context().Done():
			return nil
		}
	}
}

// Work without a span of its own.

type booker struct {
	setup
	db *sql.DB
}

func (b *booker) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() { // want "freshroot/no-extract"
		if _, err := b.db.ExecContext(session.Context(), "insert into orders values (?)", msg.Value); err != nil {
			return err
		}
	}
	return nil
}

type goodBooker struct {
	setup
	db *sql.DB
}

func (b *goodBooker) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		ctx := otel.GetTextMapPropagator().Extract(session.Context(), otelsarama.NewConsumerMessageCarrier(msg))
		if _, err := b.db.ExecContext(ctx, "insert into orders values (?)", msg.Value); err != nil {
			return err
		}
	}
	return nil
}

// An id that the event brings along ties what follows to its cause; another does not.

type placed struct{ TraceID, OrderID string }

type workflow interface {
	Reserve(ctx context.Context, orderID string) error
}

type traceKey struct{}

type logger struct {
	setup
	flow workflow
}

func (l *logger) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		var e placed
		if err := json.Unmarshal(msg.Value, &e); err != nil {
			return err
		}
		if err := l.flow.Reserve(context.WithValue(context.Background(), traceKey{}, e.TraceID), e.OrderID); err != nil {
			return err
		}
	}
	return nil
}

type orderLogger struct {
	setup
	flow workflow
}

func (l *orderLogger) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() { // want "freshroot/no-extract"
		var e placed
		if err := json.Unmarshal(msg.Value, &e); err != nil {
			return err
		}
		if err := l.flow.Reserve(context.WithValue(context.Background(), traceKey{}, e.OrderID), e.OrderID); err != nil {
			return err
		}
	}
	return nil
}

// A method that is handed the session's context with the message.

type dispatcher struct{ setup }

func (d dispatcher) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		d.handle(session.Context(), msg)
		session.MarkMessage(msg, "")
	}
	return nil
}

func (dispatcher) handle(ctx context.Context, msg *sarama.ConsumerMessage) {
	_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
	defer span.End()
}

type goodDispatcher struct{ setup }

func (d goodDispatcher) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for msg := range claim.Messages() {
		d.handle(otel.GetTextMapPropagator().Extract(session.Context(), otelsarama.NewConsumerMessageCarrier(msg)), msg)
		session.MarkMessage(msg, "")
	}
	return nil
}

func (goodDispatcher) handle(ctx context.Context, msg *sarama.ConsumerMessage) {
	_, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
}

// Instrumentation gives the handler no context: its span is in the headers.

func instrumented(ctx context.Context, group sarama.ConsumerGroup) error {
	return group.Consume(ctx, []string{"orders"}, otelsarama.WrapConsumerGroupHandler(reserver{}))
}

// A partition's consumer, as it is and wrapped.

func partition(ctx context.Context, c sarama.Consumer) error {
	pc, err := otelsarama.WrapConsumer(c).ConsumePartition("orders", 0, sarama.OffsetNewest)
	if err != nil {
		return err
	}
	for range pc.Messages() {
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		span.End()
	}
	return nil
}

func partitionGood(ctx context.Context, c sarama.Consumer) error {
	pc, err := c.ConsumePartition("orders", 0, sarama.OffsetNewest)
	if err != nil {
		return err
	}
	for msg := range pc.Messages() {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, otelsarama.NewConsumerMessageCarrier(msg)), "reserve-inventory")
		span.End()
	}
	return nil
}

// What became of the program's own messages is no event.

func reports(p sarama.AsyncProducer) {
	for range p.Successes() {
		_, span := tracer.Start(context.Background(), "count-delivered")
		span.End()
	}
}

// Whoever calls Take has seen to the context, of what Take calls too.

func take(ctx context.Context, msg *sarama.ConsumerMessage) {
	_, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
}

func Take(ctx context.Context, msg *sarama.ConsumerMessage) { take(ctx, msg) }
