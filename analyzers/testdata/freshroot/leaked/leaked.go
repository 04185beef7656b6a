// Package leaked carries the context of one message over to the next.
package leaked

import (
	"context"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("tracelint.test/freshroot/leaked")

type warehouse struct{ r *kafka.Reader }

func reserve(context.Context, []byte) {}

// The loop's variable.

func (w *warehouse) variable(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m}) // want "freshroot/leaked"
		reserve(ctx, m.Value)
	}
}

func (w *warehouse) variableGood(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		ctx := otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
		reserve(ctx, m.Value)
	}
}

// The started context.

func (w *warehouse) started(ctx context.Context) error {
	var span trace.Span
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m}) // want "freshroot/leaked"
		ctx, span = tracer.Start(ctx, "reserve-inventory")
		reserve(ctx, m.Value)
		span.End()
	}
}

func (w *warehouse) startedGood(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m}), "reserve-inventory")
		reserve(ctx, m.Value)
		span.End()
	}
}

// A variable before the loop that each turn sets anew.

func (w *warehouse) base(ctx context.Context) error {
	var mctx context.Context
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		mctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
		reserve(mctx, m.Value)
	}
}

// Extracted from Background, so nothing is left of the previous message.

func (w *warehouse) background(ctx context.Context) error {
	for ctx.Err() == nil {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		mctx := context.Background()
		mctx = otel.GetTextMapPropagator().Extract(mctx, carrier.Kafka{Message: &m})
		reserve(mctx, m.Value)
	}
	return nil
}

// By a helper.

func take(ctx context.Context, m *kafka.Message) context.Context {
	return otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: m})
}

func (w *warehouse) helper(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		ctx = take(ctx, &m) // want "freshroot/leaked"
		reserve(ctx, m.Value)
	}
}

func (w *warehouse) helperGood(ctx context.Context) error {
	for {
		m, err := w.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		reserve(take(ctx, &m), m.Value)
	}
}
