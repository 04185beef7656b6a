// Package kbus holds a publisher that leaves it to its client to propagate.
package kbus

import (
	"context"
	"encoding/json"

	"github.com/twmb/franz-go/pkg/kgo"

	"tracelint.test/testdata/shared/events"
)

// Bus publishes through the client that it was given.
type Bus struct{ client *kgo.Client }

// New returns a bus on client, whose hooks propagate or do not.
func New(client *kgo.Client) *Bus { return &Bus{client: client} }

// Publish hands e off in the trace of ctx, if the client does so.
func (b *Bus) Publish(ctx context.Context, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return b.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: data}).FirstErr()
}
