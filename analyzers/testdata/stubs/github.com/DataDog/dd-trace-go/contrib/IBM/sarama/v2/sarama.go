// Package sarama is a stub: the signatures of dd-trace-go's contrib/IBM/sarama v2, without code.
package sarama

import "github.com/IBM/sarama"

type (
	Option                 interface{ apply(*struct{}) }
	ProducerMessageCarrier struct{ msg *sarama.ProducerMessage }
	ConsumerMessageCarrier struct{ msg *sarama.ConsumerMessage }
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
func (c ProducerMessageCarrier) ForeachKey(handler func(key, val string) error) error { return nil }
func (c ProducerMessageCarrier) Set(key, val string)                                  {}
func (c ConsumerMessageCarrier) ForeachKey(handler func(key, val string) error) error { return nil }
func (c ConsumerMessageCarrier) Set(key, val string)                                  {}
