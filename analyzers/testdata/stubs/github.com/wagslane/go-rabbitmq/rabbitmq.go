// Package rabbitmq is a stub: the signatures of go-rabbitmq v0.16.1, without code.
package rabbitmq

import (
	"context"

	amqp "github.com/rabbitmq/amqp091-go"
)

type (
	Table            map[string]any
	Action           int
	Delivery         struct{ amqp.Delivery }
	Return           struct{ amqp.Return }
	Handler          func(d Delivery) (action Action)
	Conn             struct{ _ int }
	ConsumerOptions  struct{ _ int }
	PublisherOptions struct{ _ int }
	PublishOptions   struct {
		Exchange      string
		ContentType   string
		CorrelationID string
		MessageID     string
		Headers       Table
	}
	Publisher             struct{ _ int }
	PublisherConfirmation []*amqp.DeferredConfirmation
	Consumer              struct{ _ int }
)

const (
	Ack Action = iota
	NackDiscard
	NackRequeue
	Manual
)

func NewConn(url string) (*Conn, error) { return nil, nil }
func NewPublisher(conn *Conn, optionFuncs ...func(*PublisherOptions)) (*Publisher, error) {
	return nil, nil
}
func (publisher *Publisher) Close()                              {}
func (publisher *Publisher) NotifyReturn(handler func(r Return)) {}
func (publisher *Publisher) Publish(data []byte, routingKeys []string, optionFuncs ...func(*PublishOptions)) error {
	return nil
}
func (publisher *Publisher) PublishWithContext(ctx context.Context, data []byte, routingKeys []string, optionFuncs ...func(*PublishOptions)) error {
	return nil
}
func (publisher *Publisher) PublishWithDeferredConfirmWithContext(ctx context.Context, data []byte, routingKeys []string, optionFuncs ...func(*PublishOptions)) (PublisherConfirmation, error) {
	return nil, nil
}
func WithPublishOptionsExchange(exchange string) func(*PublishOptions)           { return nil }
func WithPublishOptionsMandatory(options *PublishOptions)                        {}
func WithPublishOptionsContentType(contentType string) func(*PublishOptions)     { return nil }
func WithPublishOptionsPersistentDelivery(options *PublishOptions)               {}
func WithPublishOptionsHeaders(headers Table) func(*PublishOptions)              { return nil }
func WithPublishOptionsCorrelationID(correlationID string) func(*PublishOptions) { return nil }
func WithPublishOptionsMessageID(messageID string) func(*PublishOptions)         { return nil }

func NewConsumer(conn *Conn, queue string, optionFuncs ...func(*ConsumerOptions)) (*Consumer, error) {
	return nil, nil
}
func (consumer *Consumer) Run(handler Handler) error { return nil }
func (consumer *Consumer) Close()                    {}
