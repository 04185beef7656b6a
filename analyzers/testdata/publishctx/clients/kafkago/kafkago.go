// Package kafkago writes with kafka-go, whose context argument is for
// cancellation only.
package kafkago

import (
	"context"

	"github.com/segmentio/kafka-go"

	"tracelint.test/testdata/shared/carrier"
)

type shop struct{ w *kafka.Writer }

func (s *shop) bare(ctx context.Context) error {
	return s.w.WriteMessages(ctx, kafka.Message{Value: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) good(ctx context.Context) error {
	return s.w.WriteMessages(ctx, kafka.Message{Value: []byte("{}"), Headers: carrier.Pairs(ctx)})
}

func (s *shop) none(ctx context.Context) error {
	return s.w.WriteMessages(ctx)
}

// Delivery reports are not consumption.

func newShop() *shop {
	return &shop{&kafka.Writer{Topic: "orders", Completion: func(messages []kafka.Message, err error) {
		for _, m := range messages {
			report(context.Background(), m.Topic, err)
		}
	}}}
}

func report(context.Context, string, error) {}
