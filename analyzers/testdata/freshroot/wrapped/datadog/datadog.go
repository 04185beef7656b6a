// Package datadog takes events in through Datadog's instrumentation of Kafka
// clients, whose own spans are in the headers, and in franz-go's contexts.
package datadog

import (
	"context"

	ddkafka "github.com/DataDog/dd-trace-go/contrib/segmentio/kafka-go/v2"
	ddkgo "github.com/DataDog/dd-trace-go/contrib/twmb/franz-go/v2"
	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/twmb/franz-go/pkg/kgo"
	ddkafkav1 "gopkg.in/DataDog/dd-trace-go.v1/contrib/segmentio/kafka.go.v0"
	tracerv1 "gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer"
)

// kafka-go: nothing of the message comes to the context.

func run(ctx context.Context, r *ddkafka.Reader) error {
	for {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		span, _ := tracer.StartSpanFromContext(ctx, "stock.reserve") // want "freshroot/root"
		_ = msg.Value
		span.Finish()
	}
}

func runGood(ctx context.Context, r *ddkafka.Reader) error {
	for {
		msg, err := r.FetchMessage(ctx)
		if err != nil {
			return err
		}
		parent, err := ddkafka.ExtractSpanContext(msg)
		if err != nil {
			return err
		}
		span := tracer.StartSpan("stock.reserve", tracer.ChildOf(parent))
		span.Finish()
	}
}

func runV1(ctx context.Context, r *ddkafkav1.Reader) error {
	for {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		span := tracerv1.StartSpan("stock.reserve") // want "freshroot/root"
		_ = msg.Value
		span.Finish()
	}
}

func runV1Good(ctx context.Context, r *ddkafkav1.Reader) error {
	for {
		msg, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		parent, err := ddkafkav1.ExtractSpanContext(msg)
		if err != nil {
			return err
		}
		span := tracerv1.StartSpan("stock.reserve", tracerv1.ChildOf(parent))
		span.Finish()
	}
}

// franz-go: the record's context holds the span of its reception.

type warehouse struct{ client *kgo.Client }

func newWarehouse() (*warehouse, error) {
	client, err := kgo.NewClient(kgo.ConsumeTopics("orders"), ddkgo.WithTracing())
	if err != nil {
		return nil, err
	}
	return &warehouse{client}, nil
}

func (w *warehouse) poll(ctx context.Context) {
	w.client.PollFetches(ctx).EachRecord(func(record *kgo.Record) {
		span, _ := tracer.StartSpanFromContext(ctx, "stock.reserve") // want "freshroot/wrong-context"
		defer span.Finish()
	})
}

func (w *warehouse) pollContext(ctx context.Context) {
	w.client.PollFetches(ctx).EachRecord(func(record *kgo.Record) {
		span, _ := tracer.StartSpanFromContext(record.Context, "stock.reserve")
		defer span.Finish()
	})
}

func (w *warehouse) pollHeaders(ctx context.Context) {
	w.client.PollFetches(ctx).EachRecord(func(record *kgo.Record) {
		parent, err := ddkgo.ExtractSpanContext(record)
		if err != nil {
			return
		}
		span := tracer.StartSpan("stock.reserve", tracer.ChildOf(parent))
		defer span.Finish()
	})
}
