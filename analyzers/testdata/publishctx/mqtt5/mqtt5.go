// Package mqtt5 publishes with MQTT 5, whose messages have user properties.
package mqtt5

import (
	"context"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct {
	client *paho.Client
	cm     *autopaho.ConnectionManager
}

func (s *shop) bare(ctx context.Context) error {
	ctx, span := otel.Tracer("shop").Start(ctx, "place-order")
	defer span.End()
	_, err := s.client.Publish(ctx, &paho.Publish{Topic: "orders", Payload: []byte("{}")}) // want "publishctx/no-carrier: .*inject it into the user properties"
	return err
}

func (s *shop) good(ctx context.Context) error {
	ctx, span := otel.Tracer("shop").Start(ctx, "place-order")
	defer span.End()
	p := &paho.Publish{Topic: "orders", Payload: []byte("{}"), Properties: &paho.PublishProperties{}}
	otel.GetTextMapPropagator().Inject(ctx, carrier{&p.Properties.User})
	_, err := s.client.Publish(ctx, p)
	return err
}

func (s *shop) added(ctx context.Context) error {
	header := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, header)
	p := &paho.Publish{Topic: "orders", Payload: []byte("{}"), Properties: &paho.PublishProperties{}}
	for key, value := range header {
		p.Properties.User.Add(key, value)
	}
	_, err := s.cm.Publish(ctx, p)
	return err
}

func (s *shop) queued(ctx context.Context) error {
	return s.cm.PublishViaQueue(ctx, &autopaho.QueuePublish{Publish: &paho.Publish{Topic: "orders", Payload: []byte("{}")}}) // want "publishctx/no-carrier"
}

func (s *shop) queuedGood(ctx context.Context) error {
	p := &paho.Publish{Topic: "orders", Payload: []byte("{}"), Properties: &paho.PublishProperties{}}
	otel.GetTextMapPropagator().Inject(ctx, carrier{&p.Properties.User})
	return s.cm.PublishViaQueue(ctx, &autopaho.QueuePublish{Publish: p})
}

type carrier struct{ user *paho.UserProperties }

func (c carrier) Get(key string) string { return c.user.Get(key) }
func (c carrier) Set(key, value string) { c.user.Add(key, value) }
func (c carrier) Keys() []string        { return nil }
