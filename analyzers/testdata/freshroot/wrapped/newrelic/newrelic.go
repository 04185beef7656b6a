// Package newrelic takes events in through New Relic's instrumentation of
// clients, of which RabbitMQ's alone reads what came with the message.
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
)

type warehouse struct {
	nc  *nats.Conn
	ch  *amqp.Channel
	app *newrelic.Application
}

// NATS: the function does not come to the transaction that is run around it.

func (w *warehouse) subscribe() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", nrnats.SubWrapper(w.app, func(msg *nats.Msg) {
		txn := w.app.StartTransaction("reserve-inventory") // want "freshroot/root"
		defer txn.End()
		reserve(newrelic.NewContext(context.Background(), txn), msg.Data)
	}))
}

func (w *warehouse) subscribeGood() (*nats.Subscription, error) {
	return w.nc.Subscribe("orders", nrnats.SubWrapper(w.app, func(msg *nats.Msg) {
		txn := w.app.StartTransaction("reserve-inventory")
		defer txn.End()
		txn.AcceptDistributedTraceHeaders(newrelic.TransportQueue, http.Header(msg.Header))
		reserve(newrelic.NewContext(context.Background(), txn), msg.Data)
	}))
}

// sarama: the context holds a transaction that accepted nothing.

func (w *warehouse) claim(cfg *sarama.Config) *nrsarama.ConsumerHandler {
	return nrsarama.NewConsumerHandlerFromApp(w.app, "orders", "warehouse", cfg, func(ctx context.Context, msg *sarama.ConsumerMessage) {
		defer newrelic.FromContext(ctx).StartSegment("reserve-inventory").End() // want "freshroot/root"
	})
}

func (w *warehouse) claimGood(cfg *sarama.Config) *nrsarama.ConsumerHandler {
	return nrsarama.NewConsumerHandlerFromApp(w.app, "orders", "warehouse", cfg, func(ctx context.Context, msg *sarama.ConsumerMessage) {
		headers := http.Header{}
		for _, h := range msg.Headers {
			headers.Set(string(h.Key), string(h.Value))
		}
		txn := newrelic.FromContext(ctx)
		txn.AcceptDistributedTraceHeaders(newrelic.TransportKafka, headers)
		defer txn.StartSegment("reserve-inventory").End()
	})
}

// RabbitMQ: the function that comes with the deliveries begins the transaction.

func (w *warehouse) consume() error {
	_, deliveries, err := nramqp.Consume(w.app, w.ch, "orders", "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		txn := w.app.StartTransaction("reserve-inventory") // want "freshroot/root"
		reserve(newrelic.NewContext(context.Background(), txn), d.Body)
		txn.End()
	}
	return nil
}

func (w *warehouse) consumeGood() error {
	begin, deliveries, err := nramqp.Consume(w.app, w.ch, "orders", "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		txn := begin(d)
		reserve(newrelic.NewContext(context.Background(), txn), d.Body)
		txn.End()
	}
	return nil
}

func reserve(ctx context.Context, order []byte) {
	defer newrelic.FromContext(ctx).StartSegment("count-stock").End()
	_ = order
}
