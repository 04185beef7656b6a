// Package pubsub is a stub: the signatures of dd-trace-go's contrib/cloud.google.com/go/pubsub.v1 in its first version, without code.
package pubsub

import (
	"context"

	"cloud.google.com/go/pubsub"
	v2 "github.com/DataDog/dd-trace-go/contrib/cloud.google.com/go/pubsub.v1/v2"
)

type (
	Option        = v2.Option
	PublishResult = v2.PublishResult
)

func Publish(ctx context.Context, t *pubsub.Topic, msg *pubsub.Message, opts ...Option) *PublishResult {
	return nil
}
func WrapReceiveHandler(s *pubsub.Subscription, f func(context.Context, *pubsub.Message), opts ...Option) func(context.Context, *pubsub.Message) {
	return f
}
