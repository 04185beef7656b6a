// Package otelconfluent is a stub: the signatures of etf1's instrumentation as of 2024-04-05, without code.
package otelconfluent

import (
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

type (
	Option         interface{ apply(*struct{}) }
	ConsumeFunc    func(consumer *kafka.Consumer, msg *kafka.Message) error
	Consumer       struct{ *kafka.Consumer }
	Producer       struct{ *kafka.Producer }
	MessageCarrier struct{ msg *kafka.Message }
)

func NewProducerWithTracing(producer *kafka.Producer, opts ...Option) *Producer     { return nil }
func (p *Producer) Produce(msg *kafka.Message, deliveryChan chan kafka.Event) error { return nil }
func (p *Producer) ProduceChannel() chan *kafka.Message                             { return nil }
func (p *Producer) Events() chan kafka.Event                                        { return nil }
func (p *Producer) Close()                                                          {}
func NewConsumerWithTracing(consumer *kafka.Consumer, opts ...Option) *Consumer     { return nil }
func (c *Consumer) ReadMessage(timeout time.Duration) (*kafka.Message, error)       { return nil, nil }
func (c *Consumer) ReadMessageWithHandler(timeout time.Duration, handler ConsumeFunc) (*kafka.Message, error) {
	return nil, nil
}
func (c *Consumer) Poll(timeoutMs int) kafka.Event                                 { return nil }
func (c *Consumer) PollWithHandler(timeoutMs int, handler ConsumeFunc) kafka.Event { return nil }
func NewMessageCarrier(msg *kafka.Message) MessageCarrier                          { return MessageCarrier{} }
func (c MessageCarrier) Get(key string) string                                     { return "" }
func (c MessageCarrier) Set(key, value string)                                     {}
func (c MessageCarrier) Keys() []string                                            { return nil }
func WithTracerName(name string) Option                                            { return nil }
func WithTracerProvider(provider trace.TracerProvider) Option                      { return nil }
func WithPropagator(propagator propagation.TextMapPropagator) Option               { return nil }
func WithConsumerGroupID(consumerGroupID string) Option                            { return nil }
