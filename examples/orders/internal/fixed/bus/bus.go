// Package bus sends and receives the shop's events over NATS JetStream.
package bus

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"example.com/orders/internal/broker"
	"example.com/orders/internal/events"
)

// Handler acts on one event. The event is delivered again if it returns an error.
type Handler func(ctx context.Context, event events.Event) error

// Bus is one service's connection to the shop's events.
type Bus struct {
	js       jetstream.JetStream
	tracer   trace.Tracer
	linkOnly bool
}

// Option changes how a bus traces.
type Option func(*Bus)

// LinkOnly gives each event that is handled a trace of its own, tied to its cause by a link.
// Otherwise the handling belongs to the trace of its cause.
func LinkOnly() Option {
	return func(b *Bus) { b.linkOnly = true }
}

// New returns a bus whose spans belong to the service that tp stands for.
func New(js jetstream.JetStream, tp trace.TracerProvider, options ...Option) *Bus {
	b := &Bus{js: js, tracer: tp.Tracer("example.com/orders/internal/fixed/bus")}
	for _, option := range options {
		option(b)
	}
	return b
}

// Publish stores the event on the stream and waits for the broker's acknowledgement.
func (b *Bus) Publish(ctx context.Context, subject string, event any) error {
	ctx, span := b.tracer.Start(ctx, "publish "+subject,
		trace.WithSpanKind(trace.SpanKindProducer),
		trace.WithAttributes(semconv.MessagingDestinationName(subject)))
	defer span.End()

	data, err := json.Marshal(event)
	if err != nil {
		return fmt.Errorf("encode %s: %w", subject, err)
	}
	msg := nats.NewMsg(subject)
	msg.Data = data
	msg.Header.Set("Content-Type", "application/json")
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))

	if _, err := b.js.PublishMsg(ctx, msg); err != nil {
		span.SetStatus(codes.Error, err.Error())
		return fmt.Errorf("publish %s: %w", subject, err)
	}
	return nil
}

// Subscribe calls handle for each event on the subject until ctx is done.
func (b *Bus) Subscribe(ctx context.Context, durable, subject string, handle Handler) error {
	consumer, err := b.js.CreateOrUpdateConsumer(ctx, broker.Stream, jetstream.ConsumerConfig{
		Durable:       durable,
		FilterSubject: subject,
		AckPolicy:     jetstream.AckExplicitPolicy,
	})
	if err != nil {
		return fmt.Errorf("create consumer %s: %w", durable, err)
	}
	subscription, err := consumer.Consume(func(msg jetstream.Msg) {
		var event events.Event
		if err := json.Unmarshal(msg.Data(), &event); err != nil {
			slog.ErrorContext(ctx, "event cannot be decoded", "subject", subject, "err", err)
			msg.TermWithReason(err.Error())
			return
		}
		ctx, span := b.startProcess(ctx, subject, msg, event)
		defer span.End()

		if err := handle(ctx, event); err != nil {
			span.SetStatus(codes.Error, err.Error())
			msg.Nak()
			return
		}
		msg.Ack()
	})
	if err != nil {
		return fmt.Errorf("consume %s: %w", subject, err)
	}
	context.AfterFunc(ctx, subscription.Stop)
	return nil
}

// startProcess starts the span under which a message is handled: a child of the span that published it, or linked to it.
func (b *Bus) startProcess(
	ctx context.Context, subject string, msg jetstream.Msg, event events.Event,
) (context.Context, trace.Span) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Headers()))
	options := []trace.SpanStartOption{
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithLinks(trace.LinkFromContext(ctx)),
		trace.WithAttributes(event.Attributes()...),
	}
	if b.linkOnly {
		options = append(options, trace.WithNewRoot())
	}
	if meta, err := msg.Metadata(); err == nil {
		options = append(options, trace.WithAttributes(
			semconv.MessagingConsumerGroupName(meta.Consumer),
			attribute.Int64("messaging.nats.delivery_count", int64(meta.NumDelivered))))
	}
	return b.tracer.Start(ctx, "process "+subject, options...)
}
