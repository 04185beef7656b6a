// Package konsumer sends events through instrumentation of kafka-go that has
// spans and headers for one message, and nothing for several.
package konsumer

import (
	"context"

	otelkafka "github.com/Trendyol/otel-kafka-konsumer"
	"github.com/segmentio/kafka-go"

	"tracelint.test/testdata/shared/events"
)

func place(ctx context.Context, w *otelkafka.Writer, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.WriteMessage(context.Background(), kafka.Message{Value: []byte(e.OrderID)}) // want "publishctx/dropped"
}

func placeGood(ctx context.Context, w *otelkafka.Writer, e events.Placed) error {
	return w.WriteMessage(ctx, kafka.Message{Value: []byte(e.OrderID)})
}

func placeAll(ctx context.Context, w *otelkafka.Writer, list []events.Placed) error {
	var msgs []kafka.Message
	for _, e := range list {
		msgs = append(msgs, kafka.Message{Value: []byte(e.OrderID)})
	}
	return w.WriteMessages(ctx, msgs) // want "publishctx/no-carrier: Writer.WriteMessages sends nothing of the context ctx along: consumers cannot join the trace; use WriteMessage, which injects it"
}

func placeAllGood(ctx context.Context, w *otelkafka.Writer, list []events.Placed) error {
	for _, e := range list {
		if err := w.WriteMessage(ctx, kafka.Message{Value: []byte(e.OrderID)}); err != nil {
			return err
		}
	}
	return nil
}
