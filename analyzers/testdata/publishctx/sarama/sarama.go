// Package sarama sends events with a client that takes no context, so that the
// headers are all that can hold the trace: by a call, by a send on a channel,
// and through instrumentation, which reads those headers and nothing else.
package sarama

import (
	"context"
	"encoding/json"

	"github.com/IBM/sarama"
	"github.com/dnwe/otelsarama"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/events"
)

var tracer = otel.Tracer("tracelint.test/publishctx/sarama")

type shop struct {
	sync  sarama.SyncProducer
	async sarama.AsyncProducer
}

func event(e events.Placed) (*sarama.ProducerMessage, error) {
	data, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return &sarama.ProducerMessage{Topic: "orders", Value: sarama.ByteEncoder(data)}, nil
}

// One message.

func (s *shop) place(ctx context.Context, e events.Placed) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	if err := ctx.Err(); err != nil {
		return err
	}
	msg, err := event(e)
	if err != nil {
		return err
	}
	_, _, err = s.sync.SendMessage(msg) // want "publishctx/no-carrier: SyncProducer.SendMessage sends nothing of the .*: consumers cannot join the trace; inject it into the headers"
	return err
}

func (s *shop) placeGood(ctx context.Context, e events.Placed) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	msg, err := event(e)
	if err != nil {
		return err
	}
	otel.GetTextMapPropagator().Inject(ctx, otelsarama.NewProducerMessageCarrier(msg))
	_, _, err = s.sync.SendMessage(msg)
	return err
}

// Several.

func (s *shop) placeAll(ctx context.Context, list []events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var msgs []*sarama.ProducerMessage
	for _, e := range list {
		msgs = append(msgs, &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)})
	}
	return s.sync.SendMessages(msgs) // want "publishctx/no-carrier"
}

func (s *shop) placeAllGood(ctx context.Context, list []events.Placed) error {
	var msgs []*sarama.ProducerMessage
	for _, e := range list {
		msg := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)}
		otel.GetTextMapPropagator().Inject(ctx, otelsarama.NewProducerMessageCarrier(msg))
		msgs = append(msgs, msg)
	}
	return s.sync.SendMessages(msgs)
}

// A send is what hands the event off, not the call that returns the channel.

func (s *shop) send(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.async.Input() <- &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)} // want "publishctx/no-carrier: AsyncProducer.Input sends nothing of the context ctx along"
	return nil
}

func (s *shop) sendGood(ctx context.Context, e events.Placed) {
	msg := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)}
	otel.GetTextMapPropagator().Inject(ctx, otelsarama.NewProducerMessageCarrier(msg))
	s.async.Input() <- msg
}

func (s *shop) sendOrGiveUp(ctx context.Context, e events.Placed) error {
	msg, err := event(e)
	if err != nil {
		return err
	}
	select {
	case s.async.Input() <- msg: // want "publishctx/no-carrier: AsyncProducer.Input"
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *shop) sendOrGiveUpGood(ctx context.Context, e events.Placed) error {
	msg, err := event(e)
	if err != nil {
		return err
	}
	otel.GetTextMapPropagator().Inject(ctx, otelsarama.NewProducerMessageCarrier(msg))
	select {
	case s.async.Input() <- msg:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// The channel kept in a variable, and in a field.

func (s *shop) sendLater(ctx context.Context, e events.Placed) error {
	out := s.async.Input()
	if err := ctx.Err(); err != nil {
		return err
	}
	out <- &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)} // want "publishctx/no-carrier"
	return nil
}

type desk struct {
	out chan<- *sarama.ProducerMessage
}

func newDesk(p sarama.AsyncProducer) *desk { return &desk{out: p.Input()} }

func (d *desk) send(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.out <- &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)} // want "publishctx/no-carrier"
	return nil
}

// Reading what became of earlier messages, and asking for the channel, is no hand-off.

func (s *shop) drain(ctx context.Context) {
	for {
		select {
		case <-s.async.Successes():
		case <-s.async.Errors():
		case <-ctx.Done():
			return
		}
	}
}

func (s *shop) room(ctx context.Context) (int, error) { return cap(s.async.Input()), ctx.Err() }

// A channel of one's own that carries messages to whoever sends them.

type relay struct{ queue chan *sarama.ProducerMessage }

func (r *relay) enqueue(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.queue <- &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)}
	return nil
}

// Instrumentation makes a span from the headers as they are.

func instrumented(ctx context.Context, cfg *sarama.Config, p sarama.SyncProducer, e events.Placed) error {
	p = otelsarama.WrapSyncProducer(cfg, p)
	msg, err := event(e)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	_, _, err = p.SendMessage(msg) // want "publishctx/no-carrier"
	return err
}

func instrumentedGood(ctx context.Context, cfg *sarama.Config, p sarama.SyncProducer, e events.Placed) error {
	p = otelsarama.WrapSyncProducer(cfg, p)
	msg, err := event(e)
	if err != nil {
		return err
	}
	otel.GetTextMapPropagator().Inject(ctx, otelsarama.NewProducerMessageCarrier(msg))
	_, _, err = p.SendMessage(msg)
	return err
}

// A context that holds nothing is injected while another is in scope.

func (s *shop) dropped(ctx context.Context, e events.Placed) error {
	msg, err := event(e)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	otel.GetTextMapPropagator().Inject(context.Background(), otelsarama.NewProducerMessageCarrier(msg)) // want "publishctx/dropped"
	_, _, err = s.sync.SendMessage(msg)
	return err
}

// A wrapper of one's own, whose callers have the context.

type producer struct{ async sarama.AsyncProducer }

func (p *producer) Publish(topic string, value []byte) {
	p.async.Input() <- &sarama.ProducerMessage{Topic: topic, Value: sarama.ByteEncoder(value)}
}

func (p *producer) PublishTraced(ctx context.Context, topic string, value []byte) {
	msg := &sarama.ProducerMessage{Topic: topic, Value: sarama.ByteEncoder(value)}
	otel.GetTextMapPropagator().Inject(ctx, otelsarama.NewProducerMessageCarrier(msg))
	p.async.Input() <- msg
}

func (p *producer) place(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	p.Publish("orders", data) // want "publishctx/no-carrier: producer.Publish"
	return nil
}

func (p *producer) placeGood(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	p.PublishTraced(ctx, "orders", data)
	return nil
}

// What is sent on is the payload alone, or the headers too.

func (s *shop) forward(claim sarama.ConsumerGroupClaim) {
	for msg := range claim.Messages() {
		s.async.Input() <- &sarama.ProducerMessage{Topic: "review", Value: sarama.ByteEncoder(msg.Value)} // want "publishctx/republish"
	}
}

func (s *shop) forwardGood(claim sarama.ConsumerGroupClaim) {
	for msg := range claim.Messages() {
		out := &sarama.ProducerMessage{Topic: "review", Value: sarama.ByteEncoder(msg.Value)}
		for _, h := range msg.Headers {
			out.Headers = append(out.Headers, *h)
		}
		s.async.Input() <- out
	}
}
