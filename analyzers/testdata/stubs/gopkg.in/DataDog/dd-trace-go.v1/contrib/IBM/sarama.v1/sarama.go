// Package sarama is a stub: the signatures of dd-trace-go's contrib/IBM/sarama.v1 in its first version, without code.
package sarama

import (
	v2 "github.com/DataDog/dd-trace-go/contrib/IBM/sarama/v2"
	"github.com/IBM/sarama"
)

type (
	Option                 = v2.Option
	ProducerMessageCarrier = v2.ProducerMessageCarrier
	ConsumerMessageCarrier = v2.ConsumerMessageCarrier
)

func WrapSyncProducer(saramaConfig *sarama.Config, producer sarama.SyncProducer, opts ...Option) sarama.SyncProducer {
	return nil
}
func WrapAsyncProducer(saramaConfig *sarama.Config, p sarama.AsyncProducer, opts ...Option) sarama.AsyncProducer {
	return nil
}
func WrapConsumer(c sarama.Consumer, opts ...Option) sarama.Consumer { return nil }
func WrapPartitionConsumer(pc sarama.PartitionConsumer, opts ...Option) sarama.PartitionConsumer {
	return nil
}
func WrapConsumerGroupHandler(handler sarama.ConsumerGroupHandler, opts ...Option) sarama.ConsumerGroupHandler {
	return nil
}
func NewProducerMessageCarrier(msg *sarama.ProducerMessage) ProducerMessageCarrier {
	return ProducerMessageCarrier{}
}
func NewConsumerMessageCarrier(msg *sarama.ConsumerMessage) ConsumerMessageCarrier {
	return ConsumerMessageCarrier{}
}
