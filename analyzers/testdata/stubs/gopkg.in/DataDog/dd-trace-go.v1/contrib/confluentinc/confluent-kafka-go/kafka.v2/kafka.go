// Package kafka is a stub: the signatures of dd-trace-go's contrib/confluentinc/confluent-kafka-go/kafka.v2 in its first version, without code.
package kafka

import (
	v2 "github.com/DataDog/dd-trace-go/contrib/confluentinc/confluent-kafka-go/kafka.v2/v2"
	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

type (
	Option         = v2.Option
	Producer       = v2.Producer
	Consumer       = v2.Consumer
	MessageCarrier = v2.MessageCarrier
)

func WrapProducer(p *kafka.Producer, opts ...Option) *Producer             { return nil }
func NewProducer(conf *kafka.ConfigMap, opts ...Option) (*Producer, error) { return nil, nil }
func WrapConsumer(c *kafka.Consumer, opts ...Option) *Consumer             { return nil }
func NewConsumer(conf *kafka.ConfigMap, opts ...Option) (*Consumer, error) { return nil, nil }
func NewMessageCarrier(msg *kafka.Message) MessageCarrier                  { return MessageCarrier{} }
