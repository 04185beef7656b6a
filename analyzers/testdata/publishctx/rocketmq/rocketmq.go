// Package rocketmq publishes with RocketMQ, whose messages have properties
// behind methods.
package rocketmq

import (
	"context"
	"time"

	"github.com/apache/rocketmq-client-go/v2"
	"github.com/apache/rocketmq-client-go/v2/consumer"
	"github.com/apache/rocketmq-client-go/v2/primitive"
	"github.com/apache/rocketmq-client-go/v2/producer"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/events"
)

type shop struct {
	producer     rocketmq.Producer
	transactions rocketmq.TransactionProducer
}

type orders struct{}

func (orders) ExecuteLocalTransaction(*primitive.Message) primitive.LocalTransactionState {
	return primitive.CommitMessageState
}

func (orders) CheckLocalTransaction(*primitive.MessageExt) primitive.LocalTransactionState {
	return primitive.CommitMessageState
}

func newShop() (*shop, error) {
	p, err := rocketmq.NewProducer(producer.WithGroupName("orders"), producer.WithRetry(2))
	if err != nil {
		return nil, err
	}
	t, err := rocketmq.NewTransactionProducer(orders{}, producer.WithGroupName("orders"))
	if err != nil {
		return nil, err
	}
	return &shop{producer: p, transactions: t}, nil
}

// properties is the carrier that its users write.
type properties struct{ *primitive.Message }

func (p properties) Get(key string) string { return p.GetProperty(key) }
func (p properties) Set(key, value string) { p.WithProperty(key, value) }
func (p properties) Keys() []string        { return nil }

// The client writes nothing of its context into a message.

func (s *shop) bare(ctx context.Context, id string) error {
	_, err := s.producer.SendSync(ctx, primitive.NewMessage("orders", []byte(id))) // want "publishctx/no-carrier: .*inject it into the properties"
	return err
}

func (s *shop) literal(ctx context.Context, id string) error {
	return s.producer.SendOneWay(ctx, &primitive.Message{Topic: "orders", Body: []byte(id)}) // want "publishctx/no-carrier"
}

func (s *shop) tagged(ctx context.Context, id string) error {
	msg := primitive.NewMessage("orders", []byte(id)).WithTag("placed").WithDelayTimeLevel(3)
	return s.producer.SendAsync(ctx, func(context.Context, *primitive.SendResult, error) {}, msg) // want "publishctx/no-carrier"
}

func (s *shop) injected(ctx context.Context, id string) error {
	msg := primitive.NewMessage("orders", []byte(id)).WithTag("placed")
	otel.GetTextMapPropagator().Inject(ctx, properties{msg})
	_, err := s.producer.SendSync(ctx, msg)
	return err
}

func (s *shop) injectedFirst(ctx context.Context, id string) error {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	msg := primitive.NewMessage("orders", []byte(id))
	msg.WithProperties(headers)
	return s.producer.SendOneWay(ctx, msg)
}

func (s *shop) copied(ctx context.Context, id string) error {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	msg := primitive.NewMessage("orders", []byte(id))
	for key, value := range headers {
		msg.WithProperty(key, value)
	}
	return s.producer.SendAsync(ctx, func(context.Context, *primitive.SendResult, error) {}, msg.WithKeys([]string{id}))
}

func (s *shop) fresh(ctx context.Context, id string) error {
	msg := primitive.NewMessage("orders", []byte(id))
	otel.GetTextMapPropagator().Inject(context.Background(), properties{msg}) // want "publishctx/dropped"
	_, err := s.producer.SendSync(ctx, msg)
	return err
}

// Properties that hold something else tie the message to nothing.

func (s *shop) otherProperties(ctx context.Context, id string) error {
	msg := primitive.NewMessage("orders", []byte(id))
	msg.WithProperty("tenant", "a")
	_, err := s.producer.SendSync(ctx, msg) // want "publishctx/no-carrier"
	return err
}

func (s *shop) otherMap(ctx context.Context, id string) error {
	msg := primitive.NewMessage("orders", []byte(id))
	msg.WithProperties(map[string]string{"tenant": "a"})
	return s.producer.SendOneWay(ctx, msg) // want "publishctx/no-carrier"
}

// A batch.

func (s *shop) batch(ctx context.Context, list []events.Placed) error {
	var msgs []*primitive.Message
	for _, e := range list {
		msgs = append(msgs, primitive.NewMessage("orders", []byte(e.OrderID)))
	}
	_, err := s.producer.SendSync(ctx, msgs...) // want "publishctx/no-carrier"
	return err
}

func (s *shop) batchInjected(ctx context.Context, list []events.Placed) error {
	var msgs []*primitive.Message
	for _, e := range list {
		msg := primitive.NewMessage("orders", []byte(e.OrderID))
		otel.GetTextMapPropagator().Inject(ctx, properties{msg})
		msgs = append(msgs, msg)
	}
	_, err := s.producer.SendSync(ctx, msgs...)
	return err
}

// Requests and transactions.

func (s *shop) request(ctx context.Context, id string) (*primitive.Message, error) {
	return s.producer.Request(ctx, time.Second, primitive.NewMessage("stock", []byte(id))) // want "publishctx/no-carrier"
}

func (s *shop) requestInjected(ctx context.Context, id string) (*primitive.Message, error) {
	msg := primitive.NewMessage("stock", []byte(id))
	otel.GetTextMapPropagator().Inject(ctx, properties{msg})
	return s.producer.Request(ctx, time.Second, msg)
}

func (s *shop) requestAsync(ctx context.Context, id string) error {
	return s.producer.RequestAsync(ctx, time.Second, func(context.Context, *primitive.Message, error) {}, primitive.NewMessage("stock", []byte(id))) // want "publishctx/no-carrier"
}

func (s *shop) transaction(ctx context.Context, id string) error {
	_, err := s.transactions.SendMessageInTransaction(ctx, primitive.NewMessage("orders", []byte(id))) // want "publishctx/no-carrier"
	return err
}

func (s *shop) transactionInjected(ctx context.Context, id string) error {
	msg := primitive.NewMessage("orders", []byte(id))
	otel.GetTextMapPropagator().Inject(ctx, properties{msg})
	_, err := s.transactions.SendMessageInTransaction(ctx, msg)
	return err
}

// The producer that the constructor makes has a type without a name.

func unnamed(ctx context.Context, id string) error {
	p, err := producer.NewDefaultProducer(producer.WithGroupName("orders"))
	if err != nil {
		return err
	}
	_, err = p.SendSync(ctx, primitive.NewMessage("orders", []byte(id))) // want "publishctx/no-carrier"
	return err
}

// An interceptor is given the context and the message.

func inject(ctx context.Context, req, reply any, next primitive.Invoker) error {
	if msg, ok := req.(*primitive.Message); ok {
		otel.GetTextMapPropagator().Inject(ctx, properties{msg})
	}
	return next(ctx, req, reply)
}

func intercepted(ctx context.Context, id string) error {
	p, err := rocketmq.NewProducer(producer.WithGroupName("orders"), producer.WithInterceptor(inject))
	if err != nil {
		return err
	}
	_, err = p.SendSync(ctx, primitive.NewMessage("orders", []byte(id)))
	return err
}

func measure(ctx context.Context, req, reply any, next primitive.Invoker) error {
	start := time.Now()
	err := next(ctx, req, reply)
	took = time.Since(start)
	return err
}

var took time.Duration

func measured(ctx context.Context, id string) error {
	p, err := rocketmq.NewProducer(producer.WithGroupName("orders"), producer.WithInterceptor(measure))
	if err != nil {
		return err
	}
	_, err = p.SendSync(ctx, primitive.NewMessage("orders", []byte(id))) // want "publishctx/no-carrier"
	return err
}

func both(ctx context.Context, id string) error {
	p, err := rocketmq.NewProducer(producer.WithInterceptor(measure, inject))
	if err != nil {
		return err
	}
	_, err = p.SendSync(ctx, primitive.NewMessage("orders", []byte(id)))
	return err
}

func bothBackground(ctx context.Context, id string) error {
	p, err := rocketmq.NewProducer(producer.WithInterceptor(measure, inject))
	if err != nil {
		return err
	}
	_, err = p.SendSync(context.Background(), primitive.NewMessage("orders", []byte(id))) // want "publishctx/dropped"
	return err
}

// RocketMQ's own message trace puts nothing into messages.

func recorded(ctx context.Context, id string) error {
	p, err := rocketmq.NewProducer(producer.WithTrace(&primitive.TraceConfig{GroupName: "orders"}))
	if err != nil {
		return err
	}
	_, err = p.SendSync(ctx, primitive.NewMessage("orders", []byte(id))) // want "publishctx/no-carrier"
	return err
}

// A handler that hands on what it got.

func (s *shop) serve(c rocketmq.PushConsumer) error {
	return c.Subscribe("orders", consumer.MessageSelector{}, func(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
		for _, msg := range msgs {
			if _, err := s.producer.SendSync(ctx, primitive.NewMessage("orders.dead", msg.Body)); err != nil { // want "publishctx/republish"
				return consumer.ConsumeRetryLater, err
			}
		}
		return consumer.ConsumeSuccess, nil
	})
}

func (s *shop) serveOn(c rocketmq.PushConsumer) error {
	return c.Subscribe("orders", consumer.MessageSelector{}, func(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
		for _, msg := range msgs {
			dead := primitive.NewMessage("orders.dead", msg.Body)
			dead.WithProperties(msg.GetProperties())
			if _, err := s.producer.SendSync(ctx, dead); err != nil {
				return consumer.ConsumeRetryLater, err
			}
		}
		return consumer.ConsumeSuccess, nil
	})
}

func (s *shop) serveAgain(c rocketmq.PushConsumer) error {
	return c.Subscribe("orders", consumer.MessageSelector{}, func(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
		for _, msg := range msgs {
			again := &msg.Message
			again.Topic = "orders.again"
			if _, err := s.producer.SendSync(ctx, again); err != nil {
				return consumer.ConsumeRetryLater, err
			}
		}
		return consumer.ConsumeSuccess, nil
	})
}

// An answer goes back to whoever asked.

func (s *shop) answer(c rocketmq.PushConsumer) error {
	return c.Subscribe("stock", consumer.MessageSelector{}, func(ctx context.Context, msgs ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
		for _, msg := range msgs {
			reply, err := consumer.CreateReplyMessage(msg, []byte("12"))
			if err != nil {
				return consumer.ConsumeRetryLater, err
			}
			if _, err := s.producer.SendSync(ctx, reply); err != nil {
				return consumer.ConsumeRetryLater, err
			}
		}
		return consumer.ConsumeSuccess, nil
	})
}
