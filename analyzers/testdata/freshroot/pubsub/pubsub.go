// Package pubsub receives from Google's Pub/Sub. The context of the callback is
// the message's only if the client traces.
package pubsub

import (
	"context"
	"database/sql"

	"cloud.google.com/go/pubsub"
	pubsubv2 "cloud.google.com/go/pubsub/v2"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/pubsub")

var db *sql.DB

func store(ctx context.Context, data []byte) {
	_, _ = db.ExecContext(ctx, "insert into orders values ($1)", data)
}

func bare(ctx context.Context) error {
	client, err := pubsub.NewClient(ctx, "shop")
	if err != nil {
		return err
	}
	return client.Subscription("orders").Receive(ctx, func(ctx context.Context, m *pubsub.Message) {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		defer span.End()
		m.Ack()
	})
}

func works(ctx context.Context) error {
	client, err := pubsub.NewClient(ctx, "shop")
	if err != nil {
		return err
	}
	return client.Subscription("orders").Receive(ctx, func(ctx context.Context, m *pubsub.Message) { // want "freshroot/no-extract"
		store(ctx, m.Data)
		m.Ack()
	})
}

func extracts(ctx context.Context) error {
	client, err := pubsub.NewClient(ctx, "shop")
	if err != nil {
		return err
	}
	return client.Subscription("orders").Receive(ctx, func(ctx context.Context, m *pubsub.Message) {
		ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(m.Attributes))
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		m.Ack()
	})
}

func traced(ctx context.Context) error {
	client, err := pubsub.NewClientWithConfig(ctx, "shop", &pubsub.ClientConfig{EnableOpenTelemetryTracing: true})
	if err != nil {
		return err
	}
	return client.Subscription("orders").Receive(ctx, func(ctx context.Context, m *pubsub.Message) {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		m.Ack()
	})
}

func tracedAndLeft(ctx context.Context) error {
	client, err := pubsub.NewClientWithConfig(ctx, "shop", &pubsub.ClientConfig{EnableOpenTelemetryTracing: true})
	if err != nil {
		return err
	}
	return client.Subscription("orders").Receive(ctx, func(_ context.Context, m *pubsub.Message) {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/wrong-context"
		defer span.End()
		m.Ack()
	})
}

// Of a subscription that comes from elsewhere, nobody knows.

func given(ctx context.Context, sub *pubsub.Subscription) error {
	return sub.Receive(ctx, func(ctx context.Context, m *pubsub.Message) {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		m.Ack()
	})
}

func givenBackground(ctx context.Context, sub *pubsub.Subscription) error {
	return sub.Receive(ctx, func(_ context.Context, m *pubsub.Message) {
		_, span := tracer.Start(context.Background(), "ship-order") // want "freshroot/root"
		defer span.End()
		m.Ack()
	})
}

// The second version.

func two(ctx context.Context) error {
	client, err := pubsubv2.NewClient(ctx, "shop")
	if err != nil {
		return err
	}
	return client.Subscriber("orders").Receive(ctx, func(ctx context.Context, m *pubsubv2.Message) {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		defer span.End()
		m.Ack()
	})
}

func twoTraced(ctx context.Context) error {
	client, err := pubsubv2.NewClientWithConfig(ctx, "shop", &pubsubv2.ClientConfig{EnableOpenTelemetryTracing: true})
	if err != nil {
		return err
	}
	return client.Subscriber("orders").Receive(ctx, func(ctx context.Context, m *pubsubv2.Message) {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		m.Ack()
	})
}

// A client that is kept: its subscriptions are as it is.

type plain struct{ client *pubsub.Client }

func newPlain(ctx context.Context) (*plain, error) {
	client, err := pubsub.NewClient(ctx, "shop")
	return &plain{client}, err
}

func (p *plain) ship(ctx context.Context) error {
	return p.client.Subscription("orders").Receive(ctx, func(ctx context.Context, m *pubsub.Message) {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		defer span.End()
		m.Ack()
	})
}

type tracing struct{ client *pubsubv2.Client }

func newTracing(ctx context.Context) (*tracing, error) {
	client, err := pubsubv2.NewClientWithConfig(ctx, "shop", &pubsubv2.ClientConfig{EnableOpenTelemetryTracing: true})
	return &tracing{client}, err
}

func (t *tracing) ship(ctx context.Context) error {
	return t.client.Subscriber("orders").Receive(ctx, func(ctx context.Context, m *pubsubv2.Message) {
		_, span := tracer.Start(ctx, "ship-order")
		defer span.End()
		m.Ack()
	})
}
