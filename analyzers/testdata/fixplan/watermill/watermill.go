// Package watermill publishes messages without metadata.
package watermill

import (
	"context"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/watermill")

type shop struct{ pub message.Publisher }

func (s *shop) made(ctx context.Context) error {
	return s.pub.Publish("orders", message.NewMessage(watermill.NewUUID(), []byte("{}")))
}

func (s *shop) several(ctx context.Context, payloads [][]byte) error {
	msgs := make([]*message.Message, 0, len(payloads))
	for _, p := range payloads {
		msgs = append(msgs, message.NewMessage(watermill.NewUUID(), p))
	}
	return s.pub.Publish("orders", msgs...)
}

func handle(msg *message.Message) error {
	_, span := tracer.Start(msg.Context(), "reserve-inventory")
	defer span.End()
	return nil
}

func add(r *message.Router, sub message.Subscriber) {
	r.AddConsumerHandler("orders", "orders", sub, handle)
}
