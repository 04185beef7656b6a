// Package kafka handles what franz-go fetches.
package kafka

import (
	"context"
	"database/sql"

	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("kafka")

type headers struct{ record *kgo.Record }

func (h headers) Get(key string) string {
	for _, x := range h.record.Headers {
		if x.Key == key {
			return string(x.Value)
		}
	}
	return ""
}

func (h headers) Set(key, value string) {
	h.record.Headers = append(h.record.Headers, kgo.RecordHeader{Key: key, Value: []byte(value)})
}

func (h headers) Keys() []string { return nil }

type warehouse struct {
	client *kgo.Client
	db     *sql.DB
}

func (w *warehouse) reserve(ctx context.Context, payload []byte) error {
	_, err := w.db.ExecContext(ctx, "insert into reservations (payload) values (?)", payload)
	return err
}

func (w *warehouse) each(ctx context.Context) {
	fetches := w.client.PollFetches(ctx)
	ctx, span := tracer.Start(ctx, "reserve-batch") // want "batchlinks/no-links: span covers the messages in fetches and links to none"
	defer span.End()
	fetches.EachRecord(func(record *kgo.Record) {
		if err := w.reserve(ctx, record.Value); err != nil {
			span.RecordError(err)
		}
	})
}

func (w *warehouse) loop(ctx context.Context) error {
	for {
		fetches := w.client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		batchCtx, span := tracer.Start(ctx, "reserve-batch") // want "batchlinks/no-links"
		for _, record := range fetches.Records() {
			if err := w.reserve(batchCtx, record.Value); err != nil {
				span.RecordError(err)
			}
		}
		span.End()
	}
}

func (w *warehouse) iterator(ctx context.Context) error {
	fetches := w.client.PollFetches(ctx)
	ctx, span := tracer.Start(ctx, "reserve-batch") // want "batchlinks/no-links"
	defer span.End()
	for iter := fetches.RecordIter(); !iter.Done(); {
		if err := w.reserve(ctx, iter.Next().Value); err != nil {
			return err
		}
	}
	return nil
}

func (w *warehouse) ranged(ctx context.Context) error {
	fetches := w.client.PollFetches(ctx)
	ctx, span := tracer.Start(ctx, "reserve-batch") // want "batchlinks/no-links"
	defer span.End()
	for record := range fetches.RecordsAll() {
		if err := w.reserve(ctx, record.Value); err != nil {
			return err
		}
	}
	return nil
}

func (w *warehouse) partitions(ctx context.Context) {
	w.client.PollFetches(ctx).EachPartition(func(part kgo.FetchTopicPartition) {
		ctx, span := tracer.Start(ctx, "reserve-partition") // want "batchlinks/no-links"
		defer span.End()
		for _, record := range part.Records {
			if err := w.reserve(ctx, record.Value); err != nil {
				span.RecordError(err)
			}
		}
	})
}

// linked links to every message.
func (w *warehouse) linked(ctx context.Context) error {
	fetches := w.client.PollFetches(ctx)
	var links []trace.Link
	for _, record := range fetches.Records() {
		links = append(links, trace.LinkFromContext(otel.GetTextMapPropagator().Extract(ctx, headers{record})))
	}
	ctx, span := tracer.Start(ctx, "reserve-batch", trace.WithLinks(links...))
	defer span.End()
	for _, record := range fetches.Records() {
		if err := w.reserve(ctx, record.Value); err != nil {
			return err
		}
	}
	return nil
}

// capped links to some, for there may be too many.
func (w *warehouse) capped(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	var links []trace.Link
	for i, record := range records {
		if i == 128 {
			break
		}
		links = append(links, trace.LinkFromContext(record.Context))
	}
	ctx, span := tracer.Start(ctx, "reserve-batch", trace.WithLinks(links...))
	defer span.End()
	for _, record := range records {
		if err := w.reserve(ctx, record.Value); err != nil {
			return err
		}
	}
	return nil
}

// added adds links as it goes.
func (w *warehouse) added(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	ctx, span := tracer.Start(ctx, "reserve-batch")
	defer span.End()
	for _, record := range records {
		span.AddLink(trace.LinkFromContext(record.Context))
		if err := w.reserve(ctx, record.Value); err != nil {
			return err
		}
	}
	return nil
}

// helped has a helper make the links.
func (w *warehouse) helped(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	ctx, span := tracer.Start(ctx, "reserve-batch", linksTo(records))
	defer span.End()
	for _, record := range records {
		if err := w.reserve(ctx, record.Value); err != nil {
			return err
		}
	}
	return nil
}

func linksTo(records []*kgo.Record) trace.SpanStartOption {
	var links []trace.Link
	for _, record := range records {
		links = append(links, trace.Link{SpanContext: trace.SpanContextFromContext(record.Context)})
	}
	return trace.WithLinks(links...)
}

// perMessage has a span for each message as well.
func (w *warehouse) perMessage(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	ctx, span := tracer.Start(ctx, "poll-orders")
	defer span.End()
	for _, record := range records {
		if err := w.handle(ctx, record); err != nil {
			return err
		}
	}
	return nil
}

func (w *warehouse) handle(ctx context.Context, record *kgo.Record) error {
	ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, headers{record}), "reserve-inventory")
	defer span.End()
	return w.reserve(ctx, record.Value)
}

// own works in each message's own context.
func (w *warehouse) own(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	_, span := tracer.Start(ctx, "poll-orders")
	defer span.End()
	for _, record := range records {
		if err := w.reserve(record.Context, record.Value); err != nil {
			return err
		}
	}
	return nil
}

// poll has a span around the receive call.
func (w *warehouse) poll(ctx context.Context) error {
	for {
		pollCtx, span := tracer.Start(ctx, "poll-orders")
		fetches := w.client.PollFetches(pollCtx)
		span.End()
		for _, record := range fetches.Records() {
			if err := w.handle(ctx, record); err != nil {
				return err
			}
		}
	}
}

// pollOnly has one that ends before the messages are gone through.
func (w *warehouse) pollOnly(ctx context.Context) {
	_, span := tracer.Start(ctx, "poll-orders")
	fetches := w.client.PollFetches(ctx)
	span.SetAttributes()
	span.End()
	fetches.EachRecord(func(record *kgo.Record) {
		ctx := otel.GetTextMapPropagator().Extract(ctx, headers{record})
		_ = w.reserve(ctx, record.Value)
	})
}

// one asks for one message.
func (w *warehouse) one(ctx context.Context) error {
	records := w.client.PollRecords(ctx, 1).Records()
	ctx, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	for _, record := range records {
		if err := w.reserve(ctx, record.Value); err != nil {
			return err
		}
	}
	return nil
}

// alone has made sure that there is one.
func (w *warehouse) alone(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	if len(records) == 1 {
		ctx, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, headers{records[0]}), "reserve-inventory")
		defer span.End()
		for _, record := range records {
			if err := w.reserve(ctx, record.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// settle covers only the acknowledgement.
func (w *warehouse) settle(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	for _, record := range records {
		if err := w.handle(ctx, record); err != nil {
			return err
		}
	}
	ctx, span := tracer.Start(ctx, "commit-orders")
	defer span.End()
	return w.client.CommitRecords(ctx, records...)
}

// unknown leaves each message to a function that nobody knows.
func (w *warehouse) unknown(ctx context.Context, handle func(context.Context, *kgo.Record) error) error {
	records := w.client.PollFetches(ctx).Records()
	ctx, span := tracer.Start(ctx, "poll-orders")
	defer span.End()
	for _, record := range records {
		if err := handle(ctx, record); err != nil {
			return err
		}
	}
	return nil
}

// republish forwards what it got, headers and all.
func (w *warehouse) republish(ctx context.Context) error {
	records := w.client.PollFetches(ctx).Records()
	ctx, span := tracer.Start(ctx, "mirror-orders")
	defer span.End()
	for _, record := range records {
		if err := w.client.ProduceSync(ctx, &kgo.Record{Topic: "copy", Value: record.Value, Headers: record.Headers}).FirstErr(); err != nil {
			return err
		}
	}
	return nil
}

// outgoing is about messages that go out.
func (w *warehouse) outgoing(ctx context.Context, records []*kgo.Record) error {
	ctx, span := tracer.Start(ctx, "publish orders", trace.WithSpanKind(trace.SpanKindProducer))
	defer span.End()
	for _, record := range records {
		otel.GetTextMapPropagator().Inject(ctx, headers{record})
	}
	return w.client.ProduceSync(ctx, records...).FirstErr()
}

// buffer flushes what was collected elsewhere.
type buffer struct {
	warehouse *warehouse
	records   []*kgo.Record
}

func (b *buffer) add(record *kgo.Record) { b.records = append(b.records, record) }

func (b *buffer) flush(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "flush-orders")
	defer span.End()
	for _, record := range b.records {
		if err := b.warehouse.reserve(ctx, record.Value); err != nil {
			return err
		}
	}
	b.records = nil
	return nil
}

var _ propagation.TextMapCarrier = headers{}
