// Package shop uses a bus of which only the configuration says what it does.
package shop

import (
	"context"
	"encoding/json"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/optin/models/bus"
)

var tracer = otel.Tracer("shop")

type order struct{ ID, Item string }

func place(ctx context.Context, b bus.Bus, o order) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	data, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return b.Publish(ctx, &bus.Message{Topic: "orders", Value: data}) // want "publishctx/no-carrier"
}

func placeWhole(ctx context.Context, b bus.Bus, o order) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	data, err := json.Marshal(o)
	if err != nil {
		return err
	}
	m := &bus.Message{Topic: "orders", Headers: map[string]string{}, Value: data}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(m.Headers))
	return b.Publish(ctx, m)
}

func listen(b bus.Bus) error {
	return b.Subscribe("orders", func(ctx context.Context, m *bus.Message) error {
		ctx, span := tracer.Start(ctx, "pack-order", trace.WithSpanKind(trace.SpanKindConsumer)) // want "freshroot/root"
		defer span.End()
		return pack(ctx, m.Value)
	})
}

func listenWhole(b bus.Bus) error {
	return b.Subscribe("orders", func(ctx context.Context, m *bus.Message) error {
		ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(m.Headers))
		ctx, span := tracer.Start(ctx, "pack-order", trace.WithSpanKind(trace.SpanKindConsumer))
		defer span.End()
		return pack(ctx, m.Value)
	})
}

func pack(ctx context.Context, data []byte) error {
	var o order
	return json.Unmarshal(data, &o)
}
