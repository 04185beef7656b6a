// Package spans handles events under spans with the required attributes and without.
package spans

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	semconv "go.opentelemetry.io/otel/semconv/v1.26.0"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/optin/envelope/attrs"
)

var tracer = otel.Tracer("spans")

func extract(m *nats.Msg) context.Context {
	return otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
}

func store(ctx context.Context, data []byte) error { return ctx.Err() }

func subscribe(nc *nats.Conn, handlers ...nats.MsgHandler) {
	for _, h := range handlers {
		nc.Subscribe("orders", h)
	}
}

func all(nc *nats.Conn, kvs []attribute.KeyValue) {
	nc.Subscribe("none", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock", trace.WithSpanKind(trace.SpanKindConsumer)) // want "envelope/span-field: .*event id, correlation id and consumer name"
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("at-start", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock", trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(
			semconv.MessagingMessageID(m.Header.Get("id")),
			semconv.MessagingMessageConversationID(m.Header.Get("flow")),
			attribute.Key("messaging.consumer.group.name").String("warehouse"),
		))
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("one-missing", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock", trace.WithAttributes( // want "envelope/span-field: .*correlation id: no search for a workflow leads to it; add messaging.message.conversation_id"
			semconv.MessagingMessageIDKey.String(m.Header.Get("id")),
			attribute.String("consumer", "warehouse"),
		))
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("later", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock")
		defer span.End()
		span.SetAttributes(attribute.String("event.id", "1"), attribute.String("correlation.id", "2"))
		if err := store(ctx, m.Data); err == nil {
			span.SetAttributes(attribute.KeyValue{Key: "consumer.name", Value: attribute.StringValue("warehouse")})
		}
	})
	nc.Subscribe("from-list", func(m *nats.Msg) {
		kv := []attribute.KeyValue{attribute.String("event.id", "1")}
		kv = append(kv, attribute.String("correlation.id", "2"), attribute.String("consumer.name", "3"))
		ctx, span := tracer.Start(extract(m), "reserve-stock", trace.WithAttributes(kv...))
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("unknown-list", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock", trace.WithAttributes(kvs...))
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("own-helper", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock", trace.WithAttributes(of(m)...))
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("helper-elsewhere", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock", attrs.Options("1", "2")...)
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("attributes-elsewhere", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock", trace.WithAttributes(attrs.Event("1"), attrs.Amount(1))) // want "envelope/span-field: .*its correlation id and consumer name"
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("annotated-elsewhere", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock")
		defer span.End()
		attrs.Annotate(ctx, "1", "2")
		store(ctx, m.Data)
	})
	nc.Subscribe("counted-elsewhere", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock") // want "envelope/span-field"
		defer span.End()
		attrs.Count(ctx, 1)
		store(ctx, m.Data)
	})
	nc.Subscribe("anything-elsewhere", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock")
		defer span.End()
		attrs.Any(ctx, attribute.Bool("b", true))
		store(ctx, m.Data)
	})
	nc.Subscribe("annotated-here", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock")
		defer span.End()
		annotate(span)
		store(ctx, m.Data)
	})
	nc.Subscribe("from-context", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock")
		defer span.End()
		reserve(ctx)
	})
	nc.Subscribe("child", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock", trace.WithSpanKind(trace.SpanKindConsumer)) // want "envelope/span-field"
		defer span.End()
		_, child := tracer.Start(ctx, "write-stock")
		child.SetAttributes(attrs.Event("1"), attrs.Correlation("2"), attribute.String("consumer.name", "warehouse"))
		child.End()
	})
	nc.Subscribe("given-away", func(m *nats.Msg) {
		ctx, span := tracer.Start(extract(m), "reserve-stock")
		defer span.End()
		decorate(span)
		store(ctx, m.Data)
	})
	nc.Subscribe("started-by-helper", func(m *nats.Msg) {
		ctx, span := start(extract(m), "reserve-stock", attrs.Event("1")) // want "envelope/span-field: .*correlation id and consumer name"
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("started-by-helper-whole", func(m *nats.Msg) {
		ctx, span := start(extract(m), "reserve-stock", of(m)...)
		defer span.End()
		store(ctx, m.Data)
	})
	nc.Subscribe("started-by-helper-added", func(m *nats.Msg) {
		ctx, span := start(extract(m), "reserve-stock")
		defer span.End()
		span.SetAttributes(of(m)...)
		store(ctx, m.Data)
	})
	// No span, nothing to annotate.
	nc.Subscribe("no-span", func(m *nats.Msg) { store(extract(m), m.Data) })
}

var decorate func(trace.Span)

func start(ctx context.Context, name string, kv ...attribute.KeyValue) (context.Context, trace.Span) {
	return tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(kv...))
}

func of(m *nats.Msg) []attribute.KeyValue {
	return []attribute.KeyValue{attrs.Event(m.Header.Get("id")), attrs.Correlation(m.Header.Get("flow")), attribute.String("consumer.name", "warehouse")}
}

func annotate(span trace.Span) {
	span.SetAttributes(attrs.Event("1"), attrs.Correlation("2"), attribute.String("consumer.name", "warehouse"))
}

func reserve(ctx context.Context) {
	annotate(trace.SpanFromContext(ctx))
}

// A span around a request is no consumer's.

func request(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	return store(ctx, nil)
}
