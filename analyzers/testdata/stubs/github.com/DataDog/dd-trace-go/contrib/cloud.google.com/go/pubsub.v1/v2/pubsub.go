// Package pubsub is a stub: the signatures of dd-trace-go's contrib/cloud.google.com/go/pubsub.v1 v2, without code.
package pubsub

import (
	"context"

	"cloud.google.com/go/pubsub"
)

type (
	Option        interface{ apply(*struct{}) }
	PublishResult struct{ *pubsub.PublishResult }
)

func Publish(ctx context.Context, t *pubsub.Topic, msg *pubsub.Message, opts ...Option) *PublishResult {
	return nil
}
func (r *PublishResult) Get(ctx context.Context) (string, error) { return "", nil }
func WrapReceiveHandler(s *pubsub.Subscription, f func(context.Context, *pubsub.Message), opts ...Option) func(context.Context, *pubsub.Message) {
	return f
}
func WithPropagationAsSpanLinks() Option { return nil }
