// Package mqtt takes events in with MQTT 3, whose messages have no headers.
package mqtt

import (
	"context"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/mqtt")

// There is nothing to extract from.

func listen(client mqtt.Client) {
	client.Subscribe("orders", 1, func(_ mqtt.Client, m mqtt.Message) {
		_, span := tracer.Start(context.Background(), "reserve-inventory")
		defer span.End()
	})
	client.AddRoute("returns", handle)
}

func handle(_ mqtt.Client, m mqtt.Message) {
	_, span := tracer.Start(context.Background(), "take-back")
	defer span.End()
}
