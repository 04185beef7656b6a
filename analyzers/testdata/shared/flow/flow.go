// Package flow holds what the consumers of the cases share.
package flow

import (
	"context"
	"net/http"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("tracelint.test/shared/flow")

// Store is where orders are kept.
type Store interface {
	Save(ctx context.Context, id string) error
}

// Reserve works in a span of its own below ctx.
func Reserve(ctx context.Context, id string) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://stock.test/"+id, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Subscribe calls handle for each message, in the context that the message
// brings along.
func Subscribe(nc *nats.Conn, subject string, handle func(ctx context.Context, m *nats.Msg) error) (*nats.Subscription, error) {
	return nc.Subscribe(subject, func(m *nats.Msg) {
		ctx := carrier.Context(context.Background(), m)
		if err := handle(ctx, m); err != nil {
			_ = m.Nak()
		}
	})
}

// SubscribeBare calls handle in a context that is nobody's.
func SubscribeBare(nc *nats.Conn, subject string, handle func(ctx context.Context, m *nats.Msg) error) (*nats.Subscription, error) {
	return nc.Subscribe(subject, func(m *nats.Msg) {
		_ = handle(context.Background(), m)
	})
}

// Each calls handle for each message in the context that the message brings along.
func Each(ctx context.Context, r *kafka.Reader, handle func(ctx context.Context, m kafka.Message) error) error {
	for {
		m, err := r.FetchMessage(ctx)
		if err != nil {
			return err
		}
		mctx := otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
		if err := handle(mctx, m); err != nil {
			return err
		}
		if err := r.CommitMessages(ctx, m); err != nil {
			return err
		}
	}
}
