// Package bareverb leaves out of the names of producers' and consumers' spans
// what they publish and process.
package bareverb

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
)

var (
	tracer   = otel.Tracer("tracelint.test/spanname/bareverb")
	consumer = trace.WithSpanKind(trace.SpanKindConsumer)
	producer = trace.WithSpanKind(trace.SpanKindProducer)
)

// The message knows its topic.

func fromKafka(ctx context.Context, m kafka.Message) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
	_, span := tracer.Start(ctx, "process", trace.WithSpanKind(trace.SpanKindConsumer)) // want "spanname/bare-verb: .*name it \"process \" \\+ m.Topic"
	defer span.End()
}

func fromKafkaOK(ctx context.Context, m kafka.Message) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
	_, span := tracer.Start(ctx, "process "+m.Topic, trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
}

func fromKgo(r *kgo.Record) {
	_, span := tracer.Start(r.Context, "consume message", trace.WithSpanKind(trace.SpanKindConsumer)) // want "spanname/bare-verb: .*name it \"consume \" \\+ r.Topic"
	defer span.End()
}

func fromJetStream(ctx context.Context, c jetstream.Consumer) error {
	_, err := c.Consume(func(msg jetstream.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Headers()))
		_, span := tracer.Start(ctx, "process", trace.WithSpanKind(trace.SpanKindConsumer)) // want "spanname/bare-verb: .*name it \"process \" \\+ msg.Subject\\(\\)"
		defer span.End()
	})
	return err
}

// A parameter names it.
func toNATS(ctx context.Context, nc *nats.Conn, subject string) error {
	ctx, span := tracer.Start(ctx, "publish", trace.WithSpanKind(trace.SpanKindProducer)) // want "spanname/bare-verb: .*name it \"publish \" \\+ subject"
	defer span.End()
	m := nats.NewMsg(subject)
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return nc.PublishMsg(m)
}

func toNATSOK(ctx context.Context, nc *nats.Conn, subject string) error {
	ctx, span := tracer.Start(ctx, "publish "+subject, trace.WithSpanKind(trace.SpanKindProducer))
	defer span.End()
	m := nats.NewMsg(subject)
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	return nc.PublishMsg(m)
}

// A constant names it.
func listen(nc *nats.Conn) error {
	_, err := nc.QueueSubscribe("orders.placed", "warehouse", func(*nats.Msg) {
		_, span := tracer.Start(context.Background(), "receive", trace.WithSpanKind(trace.SpanKindConsumer), trace.WithNewRoot()) // want "spanname/bare-verb: .*name it \"receive orders.placed\"" "freshroot/root"
		defer span.End()
	})
	return err
}

// Nothing does: the verb is all that is left.
func anything(ctx context.Context) {
	_, span := tracer.Start(ctx, "process", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, span = tracer.Start(ctx, "publish", producer)
	defer span.End()
	_, span = tracer.Start(ctx, "process", consumer)
	defer span.End()
}

// A name of one's own is as good as the convention's.
func own(ctx context.Context, m kafka.Message) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, span = tracer.Start(ctx, "process orders", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	_, span = tracer.Start(ctx, "orders process", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
}
