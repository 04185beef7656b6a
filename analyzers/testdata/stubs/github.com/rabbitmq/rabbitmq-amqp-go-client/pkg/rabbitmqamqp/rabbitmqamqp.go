// Package rabbitmqamqp is a stub: the signatures of rabbitmq-amqp-go-client v1.2.0, without code.
package rabbitmqamqp

import (
	"context"

	"github.com/Azure/go-amqp"
)

type (
	PublishResult        struct{ Message *amqp.Message }
	PublishAsyncCallback func(result *PublishResult, err error)
	Publisher            struct{ _ int }
	Consumer             struct{ _ int }
	AmqpConnection       struct{ _ int }
	DeliveryContext      struct{ _ int }
	IPublisherOptions    interface{ id() string }
	IConsumerOptions     interface{ linkName() string }
	ITargetAddress       interface{ toAddress() (string, error) }
	IDeliveryContext     interface {
		Message() *amqp.Message
		Accept(ctx context.Context) error
		Discard(ctx context.Context, e *amqp.Error) error
		DiscardWithAnnotations(ctx context.Context, annotations amqp.Annotations) error
		Requeue(ctx context.Context) error
		RequeueWithAnnotations(ctx context.Context, annotations amqp.Annotations) error
	}
	Requester interface {
		Close(context.Context) error
		Message(body []byte) *amqp.Message
		Publish(context.Context, *amqp.Message) (<-chan *amqp.Message, error)
		GetReplyQueue() (string, error)
	}
	Responder        interface{ Close(context.Context) error }
	ResponderHandler func(ctx context.Context, request *amqp.Message) (*amqp.Message, error)
	ResponderOptions struct {
		RequestQueue string
		Handler      ResponderHandler
	}
)

func NewMessage(body []byte) *amqp.Message { return nil }
func NewMessageWithAddress(body []byte, target ITargetAddress) (*amqp.Message, error) {
	return nil, nil
}
func NewMessageWithFilter(body []byte, filter string) *amqp.Message { return nil }
func (m *Publisher) Publish(ctx context.Context, message *amqp.Message) (*PublishResult, error) {
	return nil, nil
}
func (m *Publisher) PublishAsync(ctx context.Context, message *amqp.Message, callback PublishAsyncCallback) error {
	return nil
}
func (m *Publisher) Close(ctx context.Context) error                         { return nil }
func (c *Consumer) Receive(ctx context.Context) (IDeliveryContext, error)    { return nil, nil }
func (c *Consumer) Close(ctx context.Context) error                          { return nil }
func (dc *DeliveryContext) Message() *amqp.Message                           { return nil }
func (dc *DeliveryContext) Accept(ctx context.Context) error                 { return nil }
func (dc *DeliveryContext) Discard(ctx context.Context, e *amqp.Error) error { return nil }
func (dc *DeliveryContext) DiscardWithAnnotations(ctx context.Context, annotations amqp.Annotations) error {
	return nil
}
func (dc *DeliveryContext) Requeue(ctx context.Context) error { return nil }
func (dc *DeliveryContext) RequeueWithAnnotations(ctx context.Context, annotations amqp.Annotations) error {
	return nil
}
func (a *AmqpConnection) NewResponder(ctx context.Context, options ResponderOptions) (Responder, error) {
	return nil, nil
}
