// Package properties publishes with, and takes in from, brokers whose headers are called properties.
package properties

import (
	"context"

	"github.com/apache/pulsar-client-go/pulsar"
	"github.com/eclipse/paho.golang/paho"
	"github.com/go-stomp/stomp/v3"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/properties")

type shop struct {
	client   *paho.Client
	producer pulsar.Producer
}

func (s *shop) mqtt(ctx context.Context) error {
	_, err := s.client.Publish(ctx, &paho.Publish{Topic: "orders", Payload: []byte("{}")})
	return err
}

func (s *shop) pulsar(ctx context.Context) error {
	_, err := s.producer.Send(ctx, &pulsar.ProducerMessage{Payload: []byte("{}")})
	return err
}

func routes(router *paho.StandardRouter) {
	router.RegisterHandler("orders", func(p *paho.Publish) {
		_, span := tracer.Start(context.Background(), "reserve-inventory")
		defer span.End()
	})
}

func receive(ctx context.Context, consumer pulsar.Consumer) error {
	for {
		m, err := consumer.Receive(ctx)
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		span.End()
		consumer.Ack(m)
	}
}

func read(ctx context.Context, sub *stomp.Subscription) error {
	for {
		m, err := sub.Read()
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		span.End()
		m.Conn.Ack(m)
	}
}

// Headers are options.

func send(ctx context.Context, conn *stomp.Conn) error {
	return conn.Send("orders", "application/json", []byte("{}"))
}
