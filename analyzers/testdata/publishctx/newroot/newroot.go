// Package newroot sends consumed records again with an instrumented client,
// which takes the parent from the context that is still in the record.
package newroot

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
)

type desk struct {
	client *kgo.Client
	tracer *kotel.Tracer
}

func newDesk() (*desk, error) {
	tracer := kotel.NewTracer()
	client, err := kgo.NewClient(kgo.WithHooks(kotel.NewKotel(kotel.WithTracer(tracer)).Hooks()...))
	if err != nil {
		return nil, err
	}
	return &desk{client, tracer}, nil
}

func (d *desk) run(ctx context.Context) error {
	for {
		fetches := d.client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		for _, record := range fetches.Records() {
			var err error
			switch record.Topic {
			case "stale":
				err = d.stale(record)
			case "cleared":
				err = d.cleared(record)
			case "set":
				err = d.set(record)
			default:
				err = d.another(record)
			}
			if err != nil {
				return err
			}
		}
	}
}

// The record still holds the context of its receive span.

func (d *desk) stale(record *kgo.Record) error {
	ctx, span := d.tracer.WithProcessSpan(record)
	defer span.End()
	record.Topic = "orders.dead"
	return d.client.ProduceSync(ctx, record).FirstErr() // want "publishctx/new-root"
}

func (d *desk) cleared(record *kgo.Record) error {
	ctx, span := d.tracer.WithProcessSpan(record)
	defer span.End()
	record.Topic = "orders.dead"
	record.Context = nil
	return d.client.ProduceSync(ctx, record).FirstErr()
}

func (d *desk) set(record *kgo.Record) error {
	ctx, span := d.tracer.WithProcessSpan(record)
	defer span.End()
	record.Topic = "orders.dead"
	record.Context = ctx
	return d.client.ProduceSync(ctx, record).FirstErr()
}

// A record of its own takes the context that is given.

func (d *desk) another(record *kgo.Record) error {
	ctx, span := d.tracer.WithProcessSpan(record)
	defer span.End()
	return d.client.ProduceSync(ctx, &kgo.Record{Topic: "orders.dead", Value: record.Value}).FirstErr()
}

// The loop itself sends the record on.

func (d *desk) loop(ctx context.Context) error {
	for {
		fetches := d.client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		for iter := fetches.RecordIter(); !iter.Done(); {
			record := iter.Next()
			spanCtx, span := d.tracer.WithProcessSpan(record)
			record.Topic = "orders.dead"
			err := d.client.ProduceSync(spanCtx, record).FirstErr() // want "publishctx/new-root"
			span.End()
			if err != nil {
				return err
			}
		}
	}
}
