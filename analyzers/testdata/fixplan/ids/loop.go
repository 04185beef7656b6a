package ids

import (
	"context"

	"github.com/google/uuid"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type header struct{ *kafka.Message }

func (h header) Get(key string) string {
	for _, x := range h.Headers {
		if x.Key == key {
			return string(x.Value)
		}
	}
	return ""
}

func (h header) Set(key, value string) {}

func (h header) Keys() []string { return nil }

var _ propagation.TextMapCarrier = header{}

var book = map[string]record{}

// The context is that of the loop, in which there is no trace.
func loop(ctx context.Context, r *kafka.Reader) error {
	for {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		enter(ctx, msg)
	}
}

func enter(ctx context.Context, msg kafka.Message) {
	book[string(msg.Key)] = record{TraceID: uuid.NewString()}
}

// The context is the message's.
func loopGood(ctx context.Context, r *kafka.Reader) error {
	for {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		ctx := otel.GetTextMapPropagator().Extract(ctx, header{&msg})
		enterGood(ctx, msg)
	}
}

func enterGood(ctx context.Context, msg kafka.Message) {
	book[string(msg.Key)] = record{TraceID: uuid.NewString()}
}

// Both in one function.
func inline(ctx context.Context, r *kafka.Reader) error {
	for {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		book[string(msg.Key)] = record{TraceID: uuid.NewString()}
		spanCtx := otel.GetTextMapPropagator().Extract(ctx, header{&msg})
		book["last"] = record{TraceID: uuid.NewString()}
		_ = spanCtx
	}
}
