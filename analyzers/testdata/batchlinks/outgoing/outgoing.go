// Package outgoing makes one message of several.
package outgoing

import (
	"context"
	"encoding/json"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("outgoing")

type summary struct{ Orders []string }

type accounting struct {
	sub  *nats.Subscription
	conn *nats.Conn
}

func (a *accounting) summarise(ctx context.Context) error {
	msgs, err := a.sub.Fetch(100)
	if err != nil {
		return err
	}
	var s summary
	for _, msg := range msgs {
		s.Orders = append(s.Orders, string(msg.Data))
	}
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "publish summary", trace.WithSpanKind(trace.SpanKindProducer)) // want "batchlinks/no-links: one message is made of the messages in msgs"
	defer span.End()
	out := nats.NewMsg("summary")
	out.Data = data
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(out.Header))
	return a.conn.PublishMsg(out)
}

// linked names what the summary is made of.
func (a *accounting) linked(ctx context.Context) error {
	msgs, err := a.sub.Fetch(100)
	if err != nil {
		return err
	}
	var s summary
	var links []trace.Link
	for _, msg := range msgs {
		s.Orders = append(s.Orders, string(msg.Data))
		links = append(links, trace.LinkFromContext(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Header))))
	}
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "publish summary", trace.WithSpanKind(trace.SpanKindProducer), trace.WithLinks(links...))
	defer span.End()
	out := nats.NewMsg("summary")
	out.Data = data
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(out.Header))
	return a.conn.PublishMsg(out)
}

// unrelated publishes something else after the batch.
func (a *accounting) unrelated(ctx context.Context) error {
	msgs, err := a.sub.Fetch(100)
	if err != nil {
		return err
	}
	for _, msg := range msgs {
		if err := msg.Ack(); err != nil {
			return err
		}
	}
	ctx, span := tracer.Start(ctx, "publish drained", trace.WithSpanKind(trace.SpanKindProducer))
	defer span.End()
	out := nats.NewMsg("drained")
	out.Data = []byte("done")
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(out.Header))
	return a.conn.PublishMsg(out)
}
