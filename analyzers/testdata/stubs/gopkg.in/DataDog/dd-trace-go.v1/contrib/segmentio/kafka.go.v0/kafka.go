// Package kafka is a stub: the signatures of dd-trace-go's contrib/segmentio/kafka.go.v0, without code.
package kafka

import (
	v2 "github.com/DataDog/dd-trace-go/contrib/segmentio/kafka-go/v2"
	"github.com/segmentio/kafka-go"
	"gopkg.in/DataDog/dd-trace-go.v1/ddtrace"
)

type (
	Option = v2.Option
	Reader = v2.Reader
	Writer = v2.KafkaWriter
)

func NewReader(conf kafka.ReaderConfig, opts ...Option) *Reader         { return nil }
func WrapReader(c *kafka.Reader, opts ...Option) *Reader                { return nil }
func NewWriter(conf kafka.WriterConfig, opts ...Option) *Writer         { return nil }
func WrapWriter(w *kafka.Writer, opts ...Option) *Writer                { return nil }
func ExtractSpanContext(msg kafka.Message) (ddtrace.SpanContext, error) { return nil, nil }
