// Package kgobare produces with a client that has no instrumentation: the
// context is not read, and nothing else carries it.
package kgobare

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
)

type shop struct{ client *kgo.Client }

func newShop() (*shop, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"))
	if err != nil {
		return nil, err
	}
	return &shop{client}, nil
}

func (s *shop) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr() // want "publishctx/no-carrier"
}
