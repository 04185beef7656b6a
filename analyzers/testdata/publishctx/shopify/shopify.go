// Package shopify sends events with sarama under its old path.
package shopify

import (
	"context"

	"github.com/Shopify/sarama"
	"go.opentelemetry.io/contrib/instrumentation/github.com/Shopify/sarama/otelsarama"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/events"
)

func place(ctx context.Context, p sarama.SyncProducer, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, _, err := p.SendMessage(&sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)}) // want "publishctx/no-carrier"
	return err
}

func placeGood(ctx context.Context, p sarama.SyncProducer, e events.Placed) error {
	msg := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)}
	otel.GetTextMapPropagator().Inject(ctx, otelsarama.NewProducerMessageCarrier(msg))
	_, _, err := p.SendMessage(msg)
	return err
}

func send(ctx context.Context, p sarama.AsyncProducer, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.Input() <- &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)} // want "publishctx/no-carrier"
	return nil
}
