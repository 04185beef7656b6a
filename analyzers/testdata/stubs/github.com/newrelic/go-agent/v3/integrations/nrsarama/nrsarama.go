// Package nrsarama is a stub: the signatures of New Relic's instrumentation of sarama, without code.
package nrsarama

import (
	"context"
	"net/http"

	"github.com/Shopify/sarama"
	"github.com/newrelic/go-agent/v3/newrelic"
)

type (
	ProducerWrapper     struct{}
	ConsumerWrapper     struct{}
	ConsumerHandler     struct{}
	KafkaMessageCarrier struct {
		http.Header
		msg *sarama.ProducerMessage
	}
)

func NewProducerWrapper(producer sarama.SyncProducer, txn *newrelic.Transaction) *ProducerWrapper {
	return nil
}
func (pw *ProducerWrapper) SendMessage(topic string, key []byte, value []byte) error { return nil }
func (carrier KafkaMessageCarrier) Set(key, val string)                              {}

func NewConsumerHandlerFromApp(app *newrelic.Application, topic string, clientID string, saramaConfig *sarama.Config, messageHandler func(ctx context.Context, message *sarama.ConsumerMessage)) *ConsumerHandler {
	return nil
}
func NewConsumerHandlerFromTxn(txn *newrelic.Transaction, topic string, clientID string, saramaConfig *sarama.Config, messageHandler func(ctx context.Context, message *sarama.ConsumerMessage)) *ConsumerHandler {
	return nil
}
func (cw *ConsumerWrapper) Consume(ctx context.Context, handler *ConsumerHandler) error { return nil }
func (ch *ConsumerHandler) Setup(_ sarama.ConsumerGroupSession) error                   { return nil }
func (ch *ConsumerHandler) Cleanup(_ sarama.ConsumerGroupSession) error                 { return nil }
func (ch *ConsumerHandler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	return nil
}
func ClaimIngestion(ch *ConsumerHandler, session sarama.ConsumerGroupSession, message *sarama.ConsumerMessage) {
}
