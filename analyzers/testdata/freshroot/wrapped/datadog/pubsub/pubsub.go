// Package pubsub takes events in through the handlers that Datadog wraps: their
// context holds the trace of the message.
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

func reserve(ctx context.Context, data []byte) {
	span, _ := tracer.StartSpanFromContext(ctx, "inventory.reserve")
	span.Finish()
}

func receive(ctx context.Context, sub *pubsub.Subscription) error {
	return sub.Receive(ctx, ddpubsub.WrapReceiveHandler(sub, func(ctx context.Context, msg *pubsub.Message) {
		span, ctx := tracer.StartSpanFromContext(ctx, "shipment.pack")
		defer span.Finish()
		if ctx.Err() == nil {
			msg.Ack()
		}
	}))
}

func receiveInSubscription(ctx context.Context, sub *pubsub.Subscription) error {
	return sub.Receive(ctx, ddpubsub.WrapReceiveHandler(sub, func(_ context.Context, msg *pubsub.Message) {
		span, ctx := tracer.StartSpanFromContext(ctx, "shipment.pack") // want "freshroot/wrong-context"
		defer span.Finish()
		if ctx.Err() == nil {
			msg.Ack()
		}
	}))
}

func receiveLinked(ctx context.Context, sub *pubsubv2.Subscriber) error {
	handle := ddpubsubv2.WrapReceiveHandler(sub, func(ctx context.Context, msg *pubsubv2.Message) {
		reserve(ctx, msg.Data)
	}, ddpubsubv2.WithPropagationAsSpanLinks())
	return sub.Receive(ctx, handle)
}

func receiveInNothing(ctx context.Context, sub *pubsubv2.Subscriber) error {
	return sub.Receive(ctx, ddpubsubv2.WrapReceiveHandler(sub, func(_ context.Context, msg *pubsubv2.Message) {
		span := tracer.StartSpan("inventory.reserve") // want "freshroot/root"
		defer span.Finish()
		msg.Ack()
	}))
}

func receiveFirst(ctx context.Context, sub *pubsub.Subscription) error {
	return sub.Receive(ctx, ddfirst.WrapReceiveHandler(sub, func(ctx context.Context, msg *pubsub.Message) {
		reserve(ctx, msg.Data)
	}))
}

// Without Datadog's function the context is the subscription's.

func receiveUnwrapped(ctx context.Context, project string) error {
	c, err := pubsub.NewClient(ctx, project)
	if err != nil {
		return err
	}
	return c.Subscription("orders").Receive(ctx, func(ctx context.Context, msg *pubsub.Message) {
		span, ctx := tracer.StartSpanFromContext(ctx, "shipment.pack") // want "freshroot/root"
		defer span.Finish()
		if ctx.Err() == nil {
			msg.Ack()
		}
	})
}
