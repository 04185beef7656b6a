// Package pubsub publishes through Datadog's functions for both versions of
// Pub/Sub's client, or past them.
package pubsub

import (
	"context"

	"cloud.google.com/go/pubsub"
	pubsubv2 "cloud.google.com/go/pubsub/v2"
	ddpubsub "github.com/DataDog/dd-trace-go/contrib/cloud.google.com/go/pubsub.v1/v2"
	ddpubsubv2 "github.com/DataDog/dd-trace-go/contrib/cloud.google.com/go/pubsub.v2/v2"
	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	ddfirst "gopkg.in/DataDog/dd-trace-go.v1/contrib/cloud.google.com/go/pubsub.v1"
)

type shop struct {
	topic  *pubsub.Topic
	orders *pubsubv2.Publisher
}

func newShop(ctx context.Context, project string) (*shop, error) {
	c, err := pubsub.NewClient(ctx, project)
	if err != nil {
		return nil, err
	}
	c2, err := pubsubv2.NewClient(ctx, project)
	if err != nil {
		return nil, err
	}
	return &shop{topic: c.Topic("orders"), orders: c2.Publisher("orders")}, nil
}

func (s *shop) place(ctx context.Context, id string) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	_, err := ddpubsub.Publish(ctx, s.topic, &pubsub.Message{Data: []byte(id)}).Get(ctx)
	return err
}

func (s *shop) placeInNothing(ctx context.Context, id string) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	_, err := ddpubsub.Publish(context.Background(), s.topic, &pubsub.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/dropped"
	return err
}

func (s *shop) placePast(ctx context.Context, id string) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	_, err := s.topic.Publish(ctx, &pubsub.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/no-carrier"
	return err
}

func (s *shop) cancel(ctx context.Context, id string) error {
	_, err := ddpubsubv2.Publish(ctx, s.orders, &pubsubv2.Message{Data: []byte(id)}).Get(ctx)
	return err
}

func (s *shop) cancelInNothing(ctx context.Context, id string) error {
	_, err := ddpubsubv2.Publish(context.TODO(), s.orders, &pubsubv2.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/dropped"
	return err
}

func (s *shop) cancelPast(ctx context.Context, id string) error {
	_, err := s.orders.Publish(ctx, &pubsubv2.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/no-carrier"
	return err
}

// The first version's, which are those of the second under another name.

func (s *shop) pay(ctx context.Context, id string) error {
	_, err := ddfirst.Publish(ctx, s.topic, &pubsub.Message{Data: []byte(id)}).Get(ctx)
	return err
}

func (s *shop) payInNothing(ctx context.Context, id string) error {
	_, err := ddfirst.Publish(context.Background(), s.topic, &pubsub.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/dropped"
	return err
}
