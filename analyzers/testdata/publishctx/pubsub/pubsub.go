// Package pubsub publishes to Google's Pub/Sub with both versions of the client.
package pubsub

import (
	"context"

	"cloud.google.com/go/pubsub"
	pubsubv2 "cloud.google.com/go/pubsub/v2"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

// A client as it comes writes nothing into a message.

func bare(ctx context.Context, id string) error {
	client, err := pubsub.NewClient(ctx, "shop")
	if err != nil {
		return err
	}
	res := client.Topic("orders").Publish(ctx, &pubsub.Message{Data: []byte(id)}) // want "publishctx/no-carrier"
	_, err = res.Get(ctx)
	return err
}

func injected(ctx context.Context, id string) error {
	client, err := pubsub.NewClient(ctx, "shop")
	if err != nil {
		return err
	}
	msg := &pubsub.Message{Data: []byte(id), Attributes: map[string]string{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Attributes))
	_, err = client.Topic("orders").Publish(ctx, msg).Get(ctx)
	return err
}

func off(ctx context.Context, id string) error {
	client, err := pubsub.NewClientWithConfig(ctx, "shop", &pubsub.ClientConfig{EnableOpenTelemetryTracing: false})
	if err != nil {
		return err
	}
	_, err = client.Topic("orders").Publish(ctx, &pubsub.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/no-carrier"
	return err
}

func noConfig(ctx context.Context, id string) error {
	client, err := pubsub.NewClientWithConfig(ctx, "shop", nil)
	if err != nil {
		return err
	}
	_, err = client.Topic("orders").Publish(ctx, &pubsub.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/no-carrier"
	return err
}

// One that traces takes its parent from the context.

func traced(ctx context.Context, id string) error {
	client, err := pubsub.NewClientWithConfig(ctx, "shop", &pubsub.ClientConfig{EnableOpenTelemetryTracing: true})
	if err != nil {
		return err
	}
	_, err = client.Topic("orders").Publish(ctx, &pubsub.Message{Data: []byte(id)}).Get(ctx)
	return err
}

func tracedDropped(ctx context.Context, id string) error {
	client, err := pubsub.NewClientWithConfig(ctx, "shop", &pubsub.ClientConfig{EnableOpenTelemetryTracing: true})
	if err != nil {
		return err
	}
	_, err = client.Topic("orders").Publish(context.Background(), &pubsub.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/dropped"
	return err
}

func chosen(ctx context.Context, id string, on bool) error {
	client, err := pubsub.NewClientWithConfig(ctx, "shop", &pubsub.ClientConfig{EnableOpenTelemetryTracing: on})
	if err != nil {
		return err
	}
	_, err = client.Topic("orders").Publish(ctx, &pubsub.Message{Data: []byte(id)}).Get(ctx)
	return err
}

// Of a topic that comes from elsewhere nobody knows who built its client, but
// an empty context is wrong with either.

func given(ctx context.Context, topic *pubsub.Topic, id string) error {
	_, err := topic.Publish(ctx, &pubsub.Message{Data: []byte(id)}).Get(ctx)
	return err
}

func givenDropped(ctx context.Context, topic *pubsub.Topic, id string) error {
	_, err := topic.Publish(context.Background(), &pubsub.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/(dropped|no-carrier)"
	return err
}

// The second version.

func two(ctx context.Context, id string) error {
	client, err := pubsubv2.NewClient(ctx, "shop")
	if err != nil {
		return err
	}
	_, err = client.Publisher("orders").Publish(ctx, &pubsubv2.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/no-carrier"
	return err
}

func twoTraced(ctx context.Context, id string) error {
	client, err := pubsubv2.NewClientWithConfig(ctx, "shop", &pubsubv2.ClientConfig{EnableOpenTelemetryTracing: true})
	if err != nil {
		return err
	}
	_, err = client.Publisher("orders").Publish(ctx, &pubsubv2.Message{Data: []byte(id)}).Get(ctx)
	return err
}

// A client that is kept: its topics are as it is.

type plain struct{ client *pubsub.Client }

func newPlain(ctx context.Context) (*plain, error) {
	client, err := pubsub.NewClient(ctx, "shop")
	return &plain{client}, err
}

func (p *plain) place(ctx context.Context, id string) error {
	_, err := p.client.Topic("orders").Publish(ctx, &pubsub.Message{Data: []byte(id)}).Get(ctx) // want "publishctx/no-carrier"
	return err
}

type tracing struct{ client *pubsubv2.Client }

func newTracing(ctx context.Context) (*tracing, error) {
	client, err := pubsubv2.NewClientWithConfig(ctx, "shop", &pubsubv2.ClientConfig{EnableOpenTelemetryTracing: true})
	return &tracing{client}, err
}

func (t *tracing) place(ctx context.Context, id string) error {
	_, err := t.client.Publisher("orders").Publish(ctx, &pubsubv2.Message{Data: []byte(id)}).Get(ctx)
	return err
}

// One that is brought along is judged where it is built.

type brought struct{ client *pubsub.Client }

func bring(client *pubsub.Client) *brought { return &brought{client} }

func (b *brought) place(ctx context.Context, id string) error {
	_, err := b.client.Topic("orders").Publish(ctx, &pubsub.Message{Data: []byte(id)}).Get(ctx)
	return err
}

func bringPlain(ctx context.Context) (*brought, error) {
	client, err := pubsub.NewClient(ctx, "shop")
	if err != nil {
		return nil, err
	}
	return bring(client), nil // want "publishctx/no-carrier"
}

func bringTracing(ctx context.Context) (*brought, error) {
	client, err := pubsub.NewClientWithConfig(ctx, "shop", &pubsub.ClientConfig{EnableOpenTelemetryTracing: true})
	if err != nil {
		return nil, err
	}
	return bring(client), nil
}
