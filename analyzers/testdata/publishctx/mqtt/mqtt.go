// Package mqtt publishes with MQTT 3, whose messages have no headers.
package mqtt

import (
	"context"
	"encoding/json"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct{ client mqtt.Client }

func (s *shop) bare(ctx context.Context) error {
	ctx, span := otel.Tracer("shop").Start(ctx, "place-order")
	defer span.End()
	_ = ctx
	token := s.client.Publish("orders", 1, false, []byte("{}")) // want "publishctx/no-carrier: .*put it into an envelope"
	token.Wait()
	return token.Error()
}

type envelope struct {
	Trace map[string]string `json:"trace"`
	Order json.RawMessage   `json:"order"`
}

func (s *shop) enveloped(ctx context.Context, order []byte) error {
	e := envelope{Trace: map[string]string{}, Order: order}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(e.Trace))
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.client.Publish("orders", 1, false, data).Error()
}

// What was received goes on as it is, with the envelope that it may have.

func (s *shop) forward(_ mqtt.Client, m mqtt.Message) {
	s.client.Publish("archive", 1, false, m.Payload())
}

func (s *shop) listen() { s.client.Subscribe("orders", 1, s.forward) }
