// Package datadog hands events off through Datadog's instrumentation of Kafka
// clients: some of it takes the parent from a context, some from the headers.
package datadog

import (
	"context"

	ddkafka "github.com/DataDog/dd-trace-go/contrib/segmentio/kafka-go/v2"
	ddkgo "github.com/DataDog/dd-trace-go/contrib/twmb/franz-go/v2"
	"github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	"github.com/IBM/sarama"
	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	kafkago "github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
	ddsaramav1 "gopkg.in/DataDog/dd-trace-go.v1/contrib/IBM/sarama.v1"
	ddconfluentv1 "gopkg.in/DataDog/dd-trace-go.v1/contrib/confluentinc/confluent-kafka-go/kafka.v2"
	ddkafkav1 "gopkg.in/DataDog/dd-trace-go.v1/contrib/segmentio/kafka.go.v0"
	tracerv1 "gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer"

	"tracelint.test/testdata/shared/events"
)

// kafka-go: the context given to the writer.

type shop struct {
	w     *ddkafka.KafkaWriter
	plain *kafkago.Writer
}

func (s *shop) place(ctx context.Context, e events.Placed) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.w.WriteMessages(context.Background(), kafkago.Message{Topic: "orders", Value: []byte(e.OrderID)}) // want "publishctx/dropped"
}

func (s *shop) placeGood(ctx context.Context, e events.Placed) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	return s.w.WriteMessages(ctx, kafkago.Message{Topic: "orders", Value: []byte(e.OrderID)})
}

// The writer that is wrapped knows nothing of it.

func (s *shop) placeUnwrapped(ctx context.Context, e events.Placed) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	w := ddkafka.WrapWriter(s.plain)
	return w.Writer.WriteMessages(ctx, kafkago.Message{Topic: "orders", Value: []byte(e.OrderID)}) // want "publishctx/no-carrier"
}

func (s *shop) placeWrapped(ctx context.Context, e events.Placed) error {
	span, ctx := tracer.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	w := ddkafka.WrapWriter(s.plain)
	return w.WriteMessages(ctx, kafkago.Message{Topic: "orders", Value: []byte(e.OrderID)})
}

// The first version.

func placeV1(ctx context.Context, w *ddkafkav1.Writer, e events.Placed) error {
	span, ctx := tracerv1.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.WriteMessages(context.Background(), kafkago.Message{Topic: "orders", Value: []byte(e.OrderID)}) // want "publishctx/dropped"
}

func placeV1Good(ctx context.Context, w *ddkafkav1.Writer, e events.Placed) error {
	span, ctx := tracerv1.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	return w.WriteMessages(ctx, kafkago.Message{Topic: "orders", Value: []byte(e.OrderID)})
}

// franz-go: an option of the client.

type traced struct{ client *kgo.Client }

func newTraced() (*traced, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"), ddkgo.WithTracing(ddkgo.WithService("shop")))
	if err != nil {
		return nil, err
	}
	return &traced{client}, nil
}

func (s *traced) place(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.client.ProduceSync(context.Background(), &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr() // want "publishctx/dropped"
}

func (s *traced) placeGood(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr()
}

type untraced struct{ client *kgo.Client }

func newUntraced() (*untraced, error) {
	client, err := kgo.NewClient(kgo.SeedBrokers("localhost:9092"))
	if err != nil {
		return nil, err
	}
	return &untraced{client}, nil
}

func (s *untraced) place(ctx context.Context) error {
	return s.client.ProduceSync(ctx, &kgo.Record{Topic: "orders", Value: []byte("{}")}).FirstErr() // want "publishctx/no-carrier"
}

// sarama and confluent-kafka-go: the headers, which somebody has to fill.

func sendV1(ctx context.Context, cfg *sarama.Config, p sarama.SyncProducer, e events.Placed) error {
	p = ddsaramav1.WrapSyncProducer(cfg, p)
	span, _ := tracerv1.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	msg := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)}
	_, _, err := p.SendMessage(msg) // want "publishctx/no-carrier"
	return err
}

func sendV1Good(ctx context.Context, cfg *sarama.Config, p sarama.SyncProducer, e events.Placed) error {
	p = ddsaramav1.WrapSyncProducer(cfg, p)
	span, _ := tracerv1.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	msg := &sarama.ProducerMessage{Topic: "orders", Value: sarama.StringEncoder(e.OrderID)}
	if err := tracerv1.Inject(span.Context(), ddsaramav1.NewProducerMessageCarrier(msg)); err != nil {
		return err
	}
	_, _, err := p.SendMessage(msg)
	return err
}

type desk struct{ p *ddconfluentv1.Producer }

func newDesk() (*desk, error) {
	p, err := ddconfluentv1.NewProducer(&kafka.ConfigMap{})
	if err != nil {
		return nil, err
	}
	return &desk{p}, nil
}

func (d *desk) produceV1(ctx context.Context, e events.Placed) error {
	span, _ := tracerv1.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	msg := &kafka.Message{Value: []byte(e.OrderID)}
	return d.p.Produce(msg, nil) // want "publishctx/no-carrier"
}

func (d *desk) produceV1Good(ctx context.Context, e events.Placed) error {
	span, _ := tracerv1.StartSpanFromContext(ctx, "order.place")
	defer span.Finish()
	msg := &kafka.Message{Value: []byte(e.OrderID)}
	if err := tracerv1.Inject(span.Context(), ddconfluentv1.NewMessageCarrier(msg)); err != nil {
		return err
	}
	return d.p.Produce(msg, nil)
}
