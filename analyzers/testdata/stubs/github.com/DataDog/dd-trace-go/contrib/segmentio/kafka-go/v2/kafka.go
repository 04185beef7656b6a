// Package kafka is a stub: the signatures of dd-trace-go's contrib/segmentio/kafka-go v2, without code.
package kafka

import (
	"context"

	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/segmentio/kafka-go"
)

type (
	Option      interface{ apply(*struct{}) }
	Reader      struct{ *kafka.Reader }
	KafkaWriter struct{ *kafka.Writer }
)

func NewReader(conf kafka.ReaderConfig, opts ...Option) *Reader          { return nil }
func WrapReader(c *kafka.Reader, opts ...Option) *Reader                 { return nil }
func (r *Reader) ReadMessage(ctx context.Context) (kafka.Message, error) { return kafka.Message{}, nil }
func (r *Reader) FetchMessage(ctx context.Context) (kafka.Message, error) {
	return kafka.Message{}, nil
}
func (r *Reader) Close() error                                                        { return nil }
func NewWriter(conf kafka.WriterConfig, opts ...Option) *KafkaWriter                  { return nil }
func WrapWriter(w *kafka.Writer, opts ...Option) *KafkaWriter                         { return nil }
func (w *KafkaWriter) WriteMessages(ctx context.Context, msgs ...kafka.Message) error { return nil }
func (w *KafkaWriter) Close() error                                                   { return nil }
func ExtractSpanContext(msg kafka.Message) (*tracer.SpanContext, error)               { return nil, nil }
