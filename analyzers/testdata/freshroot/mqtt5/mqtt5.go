// Package mqtt5 takes events in with MQTT 5.
package mqtt5

import (
	"context"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/mqtt5")

func routes(router *paho.StandardRouter) {
	router.RegisterHandler("orders", func(p *paho.Publish) {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
	})
	router.RegisterHandler("returns", func(p *paho.Publish) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), carrier{&p.Properties.User})
		_, span := tracer.Start(ctx, "take-back")
		defer span.End()
	})
}

func received(client *paho.Client, cm *autopaho.ConnectionManager) {
	client.AddOnPublishReceived(func(r paho.PublishReceived) (bool, error) {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
		return true, nil
	})
	cm.AddOnPublishReceived(func(r autopaho.PublishReceived) (bool, error) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), carrier{&r.Packet.Properties.User})
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
		return true, nil
	})
}

type carrier struct{ user *paho.UserProperties }

func (c carrier) Get(key string) string { return c.user.Get(key) }
func (c carrier) Set(key, value string) { c.user.Add(key, value) }
func (c carrier) Keys() []string        { return nil }
