// Package rabbitmq takes events in with the clients of RabbitMQ, whose contexts
// and callbacks bring no trace along.
package rabbitmq

import (
	"context"

	goamqp "github.com/Azure/go-amqp"
	"github.com/rabbitmq/rabbitmq-amqp-go-client/pkg/rabbitmqamqp"
	streamamqp "github.com/rabbitmq/rabbitmq-stream-go-client/pkg/amqp"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/stream"
	oldamqp "github.com/streadway/amqp"
	gorabbit "github.com/wagslane/go-rabbitmq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/rabbitmq")

// contextOf returns a context that holds the trace in the headers.
func contextOf(ctx context.Context, headers map[string]any) context.Context {
	carrier := propagation.MapCarrier{}
	for key, header := range headers {
		if value, ok := header.(string); ok {
			carrier.Set(key, value)
		}
	}
	return otel.GetTextMapPropagator().Extract(ctx, carrier)
}

func old(ch *oldamqp.Channel) error {
	deliveries, err := ch.Consume("orders", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for range deliveries {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
		span.End()
	}
	return nil
}

func oldGood(ch *oldamqp.Channel) error {
	deliveries, err := ch.Consume("orders", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		_, span := tracer.Start(contextOf(context.Background(), d.Headers), "reserve-inventory")
		span.End()
	}
	return nil
}

func callback(c *gorabbit.Consumer) error {
	return c.Run(func(d gorabbit.Delivery) gorabbit.Action {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
		return gorabbit.Ack
	})
}

func callbackGood(c *gorabbit.Consumer) error {
	return c.Run(func(d gorabbit.Delivery) gorabbit.Action {
		_, span := tracer.Start(contextOf(context.Background(), d.Headers), "reserve-inventory")
		defer span.End()
		return gorabbit.Ack
	})
}

func ten(ctx context.Context, c *rabbitmqamqp.Consumer) error {
	for {
		delivery, err := c.Receive(ctx)
		if err != nil {
			return err
		}
		msg := delivery.Message()
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		reserve(msg.GetData())
		span.End()
		if err := delivery.Accept(ctx); err != nil {
			return err
		}
	}
}

func tenGood(ctx context.Context, c *rabbitmqamqp.Consumer) error {
	for {
		delivery, err := c.Receive(ctx)
		if err != nil {
			return err
		}
		msg := delivery.Message()
		_, span := tracer.Start(contextOf(ctx, msg.ApplicationProperties), "reserve-inventory")
		reserve(msg.GetData())
		span.End()
		if err := delivery.Accept(ctx); err != nil {
			return err
		}
	}
}

func bare(ctx context.Context, r *goamqp.Receiver) error {
	for {
		msg, err := r.Receive(ctx, nil)
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		reserve(msg.GetData())
		span.End()
	}
}

func bareGood(ctx context.Context, r *goamqp.Receiver) error {
	for {
		msg, err := r.Receive(ctx, nil)
		if err != nil {
			return err
		}
		_, span := tracer.Start(contextOf(ctx, msg.ApplicationProperties), "reserve-inventory")
		reserve(msg.GetData())
		span.End()
	}
}

func responder() rabbitmqamqp.ResponderOptions {
	return rabbitmqamqp.ResponderOptions{RequestQueue: "orders", Handler: func(ctx context.Context, request *goamqp.Message) (*goamqp.Message, error) {
		_, span := tracer.Start(ctx, "reserve-inventory") // want "freshroot/root"
		defer span.End()
		return nil, nil
	}}
}

func responderGood() rabbitmqamqp.ResponderOptions {
	return rabbitmqamqp.ResponderOptions{RequestQueue: "orders", Handler: func(ctx context.Context, request *goamqp.Message) (*goamqp.Message, error) {
		_, span := tracer.Start(contextOf(ctx, request.ApplicationProperties), "reserve-inventory")
		defer span.End()
		return nil, nil
	}}
}

func streamed(env *stream.Environment) error {
	_, err := env.NewConsumer("orders", func(_ stream.ConsumerContext, msg *streamamqp.Message) {
		_, span := tracer.Start(context.Background(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
		reserve(msg.GetData())
	}, stream.NewConsumerOptions())
	return err
}

func streamedGood(env *stream.Environment) error {
	_, err := env.NewConsumer("orders", func(_ stream.ConsumerContext, msg *streamamqp.Message) {
		_, span := tracer.Start(contextOf(context.Background(), msg.ApplicationProperties), "reserve-inventory")
		defer span.End()
		reserve(msg.GetData())
	}, stream.NewConsumerOptions())
	return err
}

func reserve([]byte) {}
