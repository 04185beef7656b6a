// Package mail has an interface that kafka-go's writer satisfies, and a type around it that injects.
package mail

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type Writer interface {
	WriteMessages(ctx context.Context, msgs ...kafka.Message) error
}

var _ Writer = (*kafka.Writer)(nil)

type traced struct{ inner Writer }

func (t traced) WriteMessages(ctx context.Context, msgs ...kafka.Message) error {
	for i := range msgs {
		headers := propagation.MapCarrier{}
		otel.GetTextMapPropagator().Inject(ctx, headers)
		for k, v := range headers {
			msgs[i].Headers = append(msgs[i].Headers, kafka.Header{Key: k, Value: []byte(v)})
		}
	}
	return t.inner.WriteMessages(ctx, msgs...)
}

func Traced(w Writer) Writer { return traced{w} }
