// Package newrelic hands events off through New Relic's instrumentation of
// clients, most of which measures, and lets no trace across.
package newrelic

import (
	"context"
	"net/http"

	"github.com/Shopify/sarama"
	"github.com/nats-io/nats.go"
	"github.com/newrelic/go-agent/v3/integrations/nramqp"
	"github.com/newrelic/go-agent/v3/integrations/nrnats"
	"github.com/newrelic/go-agent/v3/integrations/nrsarama"
	"github.com/newrelic/go-agent/v3/newrelic"
	amqp "github.com/rabbitmq/amqp091-go"

	"tracelint.test/testdata/shared/events"
)

// NATS: a segment.

type shop struct {
	nc *nats.Conn
	ch *amqp.Channel
	p  sarama.SyncProducer
}

func (s *shop) place(ctx context.Context, e events.Placed) error {
	segment := nrnats.StartPublishSegment(newrelic.FromContext(ctx), s.nc, "orders")
	defer segment.End()
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: []byte(e.OrderID)}) // want "publishctx/no-carrier"
}

func (s *shop) placeGood(ctx context.Context, e events.Placed) error {
	txn := newrelic.FromContext(ctx)
	segment := nrnats.StartPublishSegment(txn, s.nc, "orders")
	defer segment.End()
	msg := &nats.Msg{Subject: "orders", Data: []byte(e.OrderID), Header: nats.Header{}}
	txn.InsertDistributedTraceHeaders(http.Header(msg.Header))
	return s.nc.PublishMsg(msg)
}

// sarama: headers that are thrown away.

func (s *shop) send(ctx context.Context, e events.Placed) error {
	w := nrsarama.NewProducerWrapper(s.p, newrelic.FromContext(ctx))
	return w.SendMessage("orders", nil, []byte(e.OrderID)) // want "publishctx/no-carrier: ProducerWrapper.SendMessage sends nothing of .*: consumers cannot join the trace"
}

func (s *shop) sendGood(ctx context.Context, e events.Placed) error {
	headers := http.Header{}
	newrelic.FromContext(ctx).InsertDistributedTraceHeaders(headers)
	msg := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)}
	for key := range headers {
		msg.Headers = append(msg.Headers, sarama.RecordHeader{Key: []byte(key), Value: []byte(headers.Get(key))})
	}
	_, _, err := s.p.SendMessage(msg)
	return err
}

// RabbitMQ: the transaction in the context, which is the second argument.

func (s *shop) publish(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return nramqp.PublishWithContext(s.ch, context.Background(), "orders", "placed", "amqp://mq", false, false, amqp.Publishing{Body: []byte(e.OrderID)}) // want "publishctx/dropped"
}

func (s *shop) publishGood(ctx context.Context, e events.Placed) error {
	return nramqp.PublishWithContext(s.ch, ctx, "orders", "placed", "amqp://mq", false, false, amqp.Publishing{Body: []byte(e.OrderID)})
}

// The channel itself writes nothing.

func (s *shop) publishPlain(ctx context.Context, e events.Placed) error {
	return s.ch.PublishWithContext(ctx, "orders", "placed", false, false, amqp.Publishing{Body: []byte(e.OrderID)}) // want "publishctx/no-carrier"
}
