// Package decorator puts a span around publishers, which are given messages of
// several senders at once.
package decorator

import (
	"context"
	"strings"

	"github.com/ThreeDotsLabs/watermill/message"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("decorator")

// The first message's context is written over those of the others.

type publisher struct{ next message.Publisher }

func (p *publisher) Close() error { return p.next.Close() }

func (p *publisher) Publish(topic string, msgs ...*message.Message) error {
	if len(msgs) == 0 {
		return nil
	}
	ctx, span := tracer.Start(msgs[0].Context(), "publish "+topic, trace.WithSpanKind(trace.SpanKindProducer)) // want "batchlinks/first-parent: span covers the messages in msgs and has the first of them for its parent"
	defer span.End()
	for _, msg := range msgs {
		msg.SetContext(ctx)
		otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	}
	return p.next.Publish(topic, msgs...)
}

// A span for each.

type each struct{ next message.Publisher }

func (p *each) Close() error { return p.next.Close() }

func (p *each) Publish(topic string, msgs ...*message.Message) error {
	for _, msg := range msgs {
		ctx, span := tracer.Start(msg.Context(), "publish "+topic, trace.WithSpanKind(trace.SpanKindProducer))
		msg.SetContext(ctx)
		otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
		span.End()
	}
	return p.next.Publish(topic, msgs...)
}

// Links to the others.

type linked struct{ next message.Publisher }

func (p *linked) Close() error { return p.next.Close() }

func (p *linked) Publish(topic string, msgs ...*message.Message) error {
	if len(msgs) == 0 {
		return nil
	}
	var links []trace.Link
	for _, msg := range msgs[1:] {
		links = append(links, trace.LinkFromContext(msg.Context()))
	}
	ctx, span := tracer.Start(msgs[0].Context(), "publish "+topic, trace.WithSpanKind(trace.SpanKindProducer), trace.WithLinks(links...))
	defer span.End()
	for _, msg := range msgs {
		msg.SetContext(ctx)
		otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	}
	return p.next.Publish(topic, msgs...)
}

// The span is for the call alone: each message keeps what it has.

type measured struct{ next message.Publisher }

func (p *measured) Close() error { return p.next.Close() }

func (p *measured) Publish(topic string, msgs ...*message.Message) error {
	if len(msgs) == 0 {
		return nil
	}
	_, span := tracer.Start(msgs[0].Context(), "publish "+topic, trace.WithSpanKind(trace.SpanKindProducer))
	defer span.End()
	for _, msg := range msgs {
		otel.GetTextMapPropagator().Inject(msg.Context(), propagation.MapCarrier(msg.Metadata))
	}
	return p.next.Publish(topic, msgs...)
}

// In a method of its own, with the span as an option.

type optional struct {
	next   message.Publisher
	traced bool
}

func (p *optional) Close() error { return p.next.Close() }

func (p *optional) Publish(topic string, msgs ...*message.Message) error {
	return p.publish(strings.ToLower(topic), msgs...)
}

func (p *optional) publish(topic string, msgs ...*message.Message) error {
	ctx := context.Background()
	if len(msgs) > 0 {
		ctx = msgs[0].Context()
	}
	var span trace.Span
	if p.traced {
		ctx, span = tracer.Start(ctx, "publish "+topic, trace.WithSpanKind(trace.SpanKindProducer), trace.WithAttributes(attribute.Int("messages", len(msgs)))) // want "batchlinks/first-parent"
		defer span.End()
	}
	for _, msg := range msgs {
		msg.SetContext(ctx)
		inject(ctx, msg)
	}
	return p.next.Publish(topic, msgs...)
}

func inject(ctx context.Context, msg *message.Message) {
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
}

// A helper of one sender's: its messages have one cause.

func announce(ctx context.Context, pub message.Publisher, ids []string) error {
	var msgs []*message.Message
	for _, id := range ids {
		msg := message.NewMessage(id, nil)
		msg.SetContext(ctx)
		msgs = append(msgs, msg)
	}
	return send(pub, msgs...)
}

func send(pub message.Publisher, msgs ...*message.Message) error {
	if len(msgs) == 0 {
		return nil
	}
	ctx, span := tracer.Start(msgs[0].Context(), "announce orders", trace.WithSpanKind(trace.SpanKindProducer))
	defer span.End()
	for _, msg := range msgs {
		otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	}
	return pub.Publish("orders", msgs...)
}

// One message only.

type single struct{ next message.Publisher }

func (p *single) Close() error { return p.next.Close() }

func (p *single) Publish(topic string, msgs ...*message.Message) error {
	if len(msgs) != 1 {
		return p.next.Publish(topic, msgs...)
	}
	ctx, span := tracer.Start(msgs[0].Context(), "publish "+topic, trace.WithSpanKind(trace.SpanKindProducer))
	defer span.End()
	for _, msg := range msgs {
		msg.SetContext(ctx)
		inject(ctx, msg)
	}
	return p.next.Publish(topic, msgs...)
}
