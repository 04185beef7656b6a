// Package kgo publishes with a client that has no hooks.
package kgo

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/kgo")

type shop struct{ client *kgo.Client }

func newShop() (*shop, error) {
	client, err := kgo.NewClient()
	if err != nil {
		return nil, err
	}
	return &shop{client}, nil
}

func traced() (*kgo.Client, error) { return kgo.NewClient(kgo.WithHooks(kotel.NewTracer())) }

func (s *shop) literal(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

func (s *shop) callback(ctx context.Context) {
	record := &kgo.Record{Topic: "orders", Value: []byte("{}")}
	s.client.Produce(ctx, record, nil)
}

func (s *shop) taken(ctx context.Context, record string) error {
	results := s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte(record)})
	return results.FirstErr()
}

func (s *shop) consume(ctx context.Context) error {
	for {
		fetches := s.client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		fetches.EachRecord(func(r *kgo.Record) {
			_, span := tracer.Start(context.Background(), "reserve-inventory")
			defer span.End()
			_ = r.Value
		})
	}
}
