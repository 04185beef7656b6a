// Package first takes the parent of a batch from its first message.
package first

import (
	"context"
	"database/sql"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("first")

type warehouse struct {
	sub    *nats.Subscription
	reader *kafka.Reader
	client *kgo.Client
	db     *sql.DB
}

func (w *warehouse) reserve(ctx context.Context, payload []byte) error {
	_, err := w.db.ExecContext(ctx, "insert into reservations (payload) values (?)", payload)
	return err
}

func (w *warehouse) fetch(ctx context.Context) error {
	msgs, err := w.sub.Fetch(100)
	if err != nil || len(msgs) == 0 {
		return err
	}
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msgs[0].Header))
	ctx, span := tracer.Start(ctx, "reserve-batch") // want "batchlinks/first-parent: span covers the messages in msgs and has the first of them for its parent"
	defer span.End()
	for _, msg := range msgs {
		if err := w.reserve(ctx, msg.Data); err != nil {
			return err
		}
	}
	return nil
}

func (w *warehouse) rest(ctx context.Context) error {
	msgs, err := w.sub.Fetch(100)
	if err != nil || len(msgs) == 0 {
		return err
	}
	head := msgs[0]
	ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(head.Header)), "reserve-batch") // want "batchlinks/first-parent"
	defer span.End()
	if err := w.reserve(ctx, head.Data); err != nil {
		return err
	}
	for _, msg := range msgs[1:] {
		if err := w.reserve(ctx, msg.Data); err != nil {
			return err
		}
	}
	return nil
}

func (w *warehouse) record(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	if len(records) == 0 {
		return nil
	}
	ctx, span := tracer.Start(records[0].Context, "reserve-batch") // want "batchlinks/first-parent"
	defer span.End()
	for _, record := range records {
		if err := w.reserve(ctx, record.Value); err != nil {
			return err
		}
	}
	return nil
}

// carrier reads the headers of a kafka-go message.
type carrier struct{ msg *kafka.Message }

func (c carrier) Get(key string) string {
	for _, h := range c.msg.Headers {
		if h.Key == key {
			return string(h.Value)
		}
	}
	return ""
}
func (c carrier) Set(key, value string) {}
func (c carrier) Keys() []string        { return nil }

type running struct{ span trace.Span }

func (r running) End() { r.span.End() }

func (w *warehouse) start(name string, msg *kafka.Message) running {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), carrier{msg})
	_, span := tracer.Start(ctx, name)
	return running{span}
}

func (w *warehouse) commit(ctx context.Context, msgs ...kafka.Message) error {
	span := w.start("commit-orders", &msgs[0]) // want "batchlinks/first-parent"
	defer span.End()
	return w.reader.CommitMessages(ctx, msgs...)
}

func (w *warehouse) commitOne(ctx context.Context, msg kafka.Message) error {
	span := w.start("commit-orders", &msg)
	defer span.End()
	return w.reader.CommitMessages(ctx, msg)
}

// linked has the first for its parent and links to the others.
func (w *warehouse) linked(ctx context.Context) error {
	msgs, err := w.sub.Fetch(100)
	if err != nil || len(msgs) == 0 {
		return err
	}
	var links []trace.Link
	for _, msg := range msgs[1:] {
		links = append(links, trace.LinkFromContext(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Header))))
	}
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msgs[0].Header))
	ctx, span := tracer.Start(ctx, "reserve-batch", trace.WithLinks(links...))
	defer span.End()
	for _, msg := range msgs {
		if err := w.reserve(ctx, msg.Data); err != nil {
			return err
		}
	}
	return nil
}

// only handles the first and nothing else.
func (w *warehouse) only(ctx context.Context) error {
	msgs, err := w.sub.Fetch(1)
	if err != nil || len(msgs) == 0 {
		return err
	}
	ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msgs[0].Header))
	ctx, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	for _, msg := range msgs {
		if err := w.reserve(ctx, msg.Data); err != nil {
			return err
		}
	}
	return nil
}

// The parent comes from a function that is given the whole batch, and so is a
// handler that nothing is known of.

type handler func(ctx context.Context, msgs []*nats.Msg) error

func parentOf(ctx context.Context, msgs []*nats.Msg) context.Context {
	if len(msgs) == 0 {
		return ctx
	}
	head := msgs[0]
	return otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(head.Header))
}

func (w *warehouse) flush(ctx context.Context, handle handler) error {
	msgs, err := w.sub.Fetch(100)
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(parentOf(ctx, msgs), "reserve-batch") // want "batchlinks/first-parent"
	defer span.End()
	return handle(ctx, msgs)
}

// The handler may link to each, or start a span for each.
func (w *warehouse) flushOK(ctx context.Context, handle handler) error {
	msgs, err := w.sub.Fetch(100)
	if err != nil {
		return err
	}
	ctx, span := tracer.Start(ctx, "reserve-batch")
	defer span.End()
	return handle(ctx, msgs)
}

func (w *warehouse) flushLinked(ctx context.Context, handle handler) error {
	msgs, err := w.sub.Fetch(100)
	if err != nil {
		return err
	}
	var links []trace.Link
	for _, msg := range msgs {
		links = append(links, trace.LinkFromContext(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Header))))
	}
	ctx, span := tracer.Start(parentOf(ctx, msgs), "reserve-batch", trace.WithLinks(links...))
	defer span.End()
	return handle(ctx, msgs)
}
