package rabbit

import (
	"context"

	"github.com/wagslane/go-rabbitmq"
)

func plain(ctx context.Context, p *rabbitmq.Publisher) error {
	return p.PublishWithContext(ctx, []byte("{}"), []string{"placed"})
}

func described(ctx context.Context, p *rabbitmq.Publisher) error {
	return p.Publish(
		[]byte("{}"),
		[]string{"placed"},
		rabbitmq.WithPublishOptionsExchange("orders"),
		rabbitmq.WithPublishOptionsContentType("application/json"),
	)
}

func headed(ctx context.Context, p *rabbitmq.Publisher) error {
	return p.PublishWithContext(ctx, []byte("{}"), []string{"placed"}, rabbitmq.WithPublishOptionsHeaders(rabbitmq.Table{"kind": "order"}))
}

func optioned(ctx context.Context, p *rabbitmq.Publisher, options ...func(*rabbitmq.PublishOptions)) error {
	return p.PublishWithContext(ctx, []byte("{}"), []string{"placed"}, options...)
}

func run(c *rabbitmq.Consumer) error {
	return c.Run(func(d rabbitmq.Delivery) rabbitmq.Action {
		_, span := tracer.Start(context.Background(), "ship-order")
		defer span.End()
		_ = d.Body
		return rabbitmq.Ack
	})
}
