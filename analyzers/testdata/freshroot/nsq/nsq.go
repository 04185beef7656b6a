// Package nsq takes events in with NSQ, whose messages have no headers.
package nsq

import (
	"context"

	"github.com/nsqio/go-nsq"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/nsq")

func listen(consumer *nsq.Consumer) {
	consumer.AddHandler(nsq.HandlerFunc(func(m *nsq.Message) error {
		_, span := tracer.Start(context.Background(), "reserve-inventory")
		defer span.End()
		return nil
	}))
}
