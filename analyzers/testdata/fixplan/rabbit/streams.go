package rabbit

import (
	"context"

	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/amqp"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/ha"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/message"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/stream"
)

func produce(ctx context.Context, p *stream.Producer) error {
	return p.Send(amqp.NewMessage([]byte("{}")))
}

func reliably(ctx context.Context, p *ha.ReliableProducer) error {
	msg := amqp.NewMessage([]byte("{}"))
	msg.ApplicationProperties = map[string]interface{}{"kind": "order"}
	return p.Send(msg)
}

func several(ctx context.Context, p *stream.Producer) error {
	batch := []message.StreamMessage{amqp.NewMessage([]byte("1")), amqp.NewMessage([]byte("2"))}
	return p.BatchSend(batch)
}

func subscribe(env *stream.Environment) (*stream.Consumer, error) {
	return env.NewConsumer("orders", func(_ stream.ConsumerContext, message *amqp.Message) {
		_, span := tracer.Start(context.Background(), "ship-order")
		defer span.End()
		_ = message.GetData()
	}, nil)
}
