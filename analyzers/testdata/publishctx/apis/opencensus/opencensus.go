// Package opencensus hands events off in programs that OpenCensus traces.
package opencensus

import (
	"context"
	"encoding/base64"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opencensus.io/trace"
	"go.opencensus.io/trace/propagation"
)

type shop struct {
	nc *nats.Conn
	w  *kafka.Writer
}

func (s *shop) bare(ctx context.Context) error {
	ctx, span := trace.StartSpan(ctx, "place-order")
	defer span.End()
	return s.w.WriteMessages(ctx, kafka.Message{Topic: "orders", Value: []byte("{}")}) // want "publishctx/no-carrier"
}

func (s *shop) good(ctx context.Context, data []byte) error {
	ctx, span := trace.StartSpan(ctx, "place-order")
	defer span.End()
	header := kafka.Header{Key: "grpc-trace-bin", Value: propagation.Binary(span.SpanContext())}
	return s.w.WriteMessages(ctx, kafka.Message{Topic: "orders", Value: data, Headers: []kafka.Header{header}})
}

func (s *shop) text(ctx context.Context, data []byte) error {
	m := nats.NewMsg("orders")
	m.Data = data
	m.Header.Set("trace-bin", base64.StdEncoding.EncodeToString(propagation.Binary(trace.FromContext(ctx).SpanContext())))
	return s.nc.PublishMsg(m)
}

func (s *shop) id(ctx context.Context, data []byte) error {
	_, span := trace.StartSpan(ctx, "place-order")
	defer span.End()
	m := nats.NewMsg("orders")
	m.Data = data
	m.Header.Set("trace-id", span.SpanContext().TraceID.String())
	return s.nc.PublishMsg(m)
}
