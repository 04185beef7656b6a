// Package kgogood produces with clients that propagate by themselves, or that
// nobody knows, or fills the headers by hand.
package kgogood

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"
)

type instrumented struct{ client *kgo.Client }

func newInstrumented() (*instrumented, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"), kgo.WithHooks(kotel.NewTracer()))
	if err != nil {
		return nil, err
	}
	return &instrumented{client}, nil
}

func (s *instrumented) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

func (s *instrumented) placeAll(ctx context.Context, all [][]byte) error {
	var records []*kgo.Record
	for _, data := range all {
		records = append(records, &kgo.Record{Topic: "orders", Value: data})
	}
	return s.client.ProduceSync(ctx, records...).FirstErr()
}

// A client from elsewhere.

type given struct{ client *kgo.Client }

// New takes a client that its caller built.
func New(client *kgo.Client) *given { return &given{client} }

func (s *given) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

// Options from elsewhere.

type optioned struct{ client *kgo.Client }

// NewWith takes options that may hold hooks.
func NewWith(opts ...kgo.Opt) (*optioned, error) {
	client, err := kgo.NewClient(append(opts, kgo.SeedBrokers("localhost:9092"))...)
	if err != nil {
		return nil, err
	}
	return &optioned{client}, nil
}

func (s *optioned) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

// Headers filled by hand.

type plain struct{ client *kgo.Client }

func newPlain() (*plain, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"))
	if err != nil {
		return nil, err
	}
	return &plain{client}, nil
}

func (s *plain) place(ctx context.Context) error {
	record := &kgo.Record{Topic: "orders", Value: []byte("{}")}
	otel.GetTextMapPropagator().Inject(ctx, kotel.NewRecordCarrier(record))
	return s.client.ProduceSync(ctx, record).FirstErr()
}
