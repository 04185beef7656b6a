// Package nsq publishes with NSQ, whose messages have no headers.
package nsq

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nsqio/go-nsq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct{ producer *nsq.Producer }

func (s *shop) bare(ctx context.Context) error {
	_, span := otel.Tracer("shop").Start(ctx, "place-order")
	defer span.End()
	return s.producer.Publish("orders", []byte("{}")) // want "publishctx/no-carrier: .*put it into an envelope"
}

func (s *shop) batch(ctx context.Context) error {
	return s.producer.MultiPublish("orders", [][]byte{[]byte("{}"), []byte("{}")}) // want "publishctx/no-carrier: .*put it into an envelope"
}

func (s *shop) deferred(ctx context.Context) error {
	return s.producer.DeferredPublish("orders", time.Second, []byte("{}")) // want "publishctx/no-carrier"
}

type envelope struct {
	Trace map[string]string `json:"trace"`
	Order json.RawMessage   `json:"order"`
}

func (s *shop) enveloped(ctx context.Context) error {
	e := envelope{Trace: map[string]string{}, Order: []byte("{}")}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(e.Trace))
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return s.producer.Publish("orders", data)
}

// Forwarded with the envelope that it may have.

func (s *shop) HandleMessage(m *nsq.Message) error {
	return s.producer.Publish("archive", m.Body)
}
