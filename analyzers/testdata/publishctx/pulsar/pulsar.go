// Package pulsar publishes with Pulsar.
package pulsar

import (
	"context"

	"github.com/apache/pulsar-client-go/pulsar"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct{ producer pulsar.Producer }

func (s *shop) bare(ctx context.Context) error {
	_, err := s.producer.Send(ctx, &pulsar.ProducerMessage{Payload: []byte("{}")}) // want "publishctx/no-carrier: .*inject it into the properties"
	return err
}

func (s *shop) good(ctx context.Context) error {
	m := &pulsar.ProducerMessage{Payload: []byte("{}"), Properties: map[string]string{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(m.Properties))
	_, err := s.producer.Send(ctx, m)
	return err
}

func (s *shop) async(ctx context.Context) {
	s.producer.SendAsync(ctx, &pulsar.ProducerMessage{Payload: []byte("{}")}, nil) // want "publishctx/no-carrier"
}

// The payload alone goes on, the properties do not.

func (s *shop) forward(ctx context.Context, consumer pulsar.Consumer) error {
	for {
		m, err := consumer.Receive(ctx)
		if err != nil {
			return err
		}
		if _, err := s.producer.Send(ctx, &pulsar.ProducerMessage{Payload: m.Payload()}); err != nil { // want "publishctx/republish"
			return err
		}
		if _, err := s.producer.Send(ctx, &pulsar.ProducerMessage{Payload: m.Payload(), Properties: m.Properties()}); err != nil {
			return err
		}
	}
}
