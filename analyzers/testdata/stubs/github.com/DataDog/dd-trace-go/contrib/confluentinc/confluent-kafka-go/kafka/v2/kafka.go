// Package kafka is a stub: the signatures of dd-trace-go's contrib/confluentinc/confluent-kafka-go/kafka v2, without code.
package kafka

import (
	"time"

	"github.com/confluentinc/confluent-kafka-go/kafka"
)

type (
	Option         interface{ apply(*struct{}) }
	Producer       struct{ *kafka.Producer }
	Consumer       struct{ *kafka.Consumer }
	MessageCarrier struct{ msg *kafka.Message }
)

func WrapProducer(p *kafka.Producer, opts ...Option) *Producer                       { return nil }
func NewProducer(conf *kafka.ConfigMap, opts ...Option) (*Producer, error)           { return nil, nil }
func (p *Producer) Produce(msg *kafka.Message, deliveryChan chan kafka.Event) error  { return nil }
func (p *Producer) ProduceChannel() chan *kafka.Message                              { return nil }
func (p *Producer) Events() chan kafka.Event                                         { return nil }
func (p *Producer) Close()                                                           {}
func WrapConsumer(c *kafka.Consumer, opts ...Option) *Consumer                       { return nil }
func NewConsumer(conf *kafka.ConfigMap, opts ...Option) (*Consumer, error)           { return nil, nil }
func (c *Consumer) Events() chan kafka.Event                                         { return nil }
func (c *Consumer) Poll(timeoutMs int) (event kafka.Event)                           { return nil }
func (c *Consumer) ReadMessage(timeout time.Duration) (*kafka.Message, error)        { return nil, nil }
func (c *Consumer) Commit() ([]kafka.TopicPartition, error)                          { return nil, nil }
func (c *Consumer) CommitMessage(msg *kafka.Message) ([]kafka.TopicPartition, error) { return nil, nil }
func (c *Consumer) Close() error                                                     { return nil }
func NewMessageCarrier(msg *kafka.Message) MessageCarrier                            { return MessageCarrier{} }
func (c MessageCarrier) ForeachKey(handler func(key, val string) error) error        { return nil }
func (c MessageCarrier) Set(key, val string)                                         {}
