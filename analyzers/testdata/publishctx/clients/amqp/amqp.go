// Package amqp publishes through RabbitMQ, whose context argument is for
// cancellation only.
package amqp

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct{ ch *amqp.Channel }

type table amqp.Table

func (t table) Get(key string) string {
	v, _ := t[key].(string)
	return v
}

func (t table) Set(key, value string) { t[key] = value }

func (t table) Keys() []string {
	var keys []string
	for k := range t {
		keys = append(keys, k)
	}
	return keys
}

func (s *shop) withContext(ctx context.Context) error {
	return s.ch.PublishWithContext(ctx, "", "orders", false, false, amqp.Publishing{Body: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) withContextGood(ctx context.Context) error {
	h := amqp.Table{}
	otel.GetTextMapPropagator().Inject(ctx, table(h))
	return s.ch.PublishWithContext(ctx, "", "orders", false, false, amqp.Publishing{Headers: h, Body: []byte("{}")})
}

func (s *shop) withoutContext(ctx context.Context) error {
	return s.ch.Publish("", "orders", false, false, amqp.Publishing{Body: []byte("{}"), ContentType: "application/json"}) // want "publishctx/no-carrier"
}

func (s *shop) loop(ctx context.Context) error {
	p := amqp.Publishing{Body: []byte("{}"), Headers: amqp.Table{}}
	c := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, c)
	for k, v := range c {
		p.Headers[k] = v
	}
	return s.ch.PublishWithContext(ctx, "", "orders", false, false, p)
}

func (s *shop) background(ctx context.Context) error {
	h := amqp.Table{}
	otel.GetTextMapPropagator().Inject(ctx, table(h))
	return s.ch.PublishWithContext(context.Background(), "", "orders", false, false, amqp.Publishing{Headers: h})
}

func (s *shop) retry() error {
	deliveries, err := s.ch.Consume("orders", "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		if err := s.ch.Publish("", "orders.dead", false, false, amqp.Publishing{Body: d.Body}); err != nil { // want "publishctx/republish"
			return err
		}
		if err := s.ch.Publish("", "orders.dead", false, false, amqp.Publishing{Headers: d.Headers, Body: d.Body}); err != nil {
			return err
		}
	}
	return nil
}
