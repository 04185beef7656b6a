// Package shop is the half of the franz-go programs that is right: clients that
// kotel traces, a shop that publishes orders, and consumers of them.
package shop

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
)

// The topics.
const (
	Orders     = "orders"
	DeadOrders = "orders.dead"
)

var tracer = otel.Tracer("tracelint.test/kgo/shop")

// NewProducer returns a client that publishes with a span per record.
func NewProducer(broker string) (*kgo.Client, error) {
	return kgo.NewClient(kgo.SeedBrokers(broker), kgo.WithHooks(kotel.NewTracer()))
}

// NewConsumer returns a client that reads the whole topic and gives each record
// the context of its trace.
func NewConsumer(broker, topic string, tracer *kotel.Tracer) (*kgo.Client, error) {
	return kgo.NewClient(
		kgo.SeedBrokers(broker),
		kgo.ConsumeTopics(topic),
		kgo.ConsumerGroup("shop."+topic),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.WithHooks(tracer),
	)
}

// Place publishes an order with a client made by NewProducer.
func Place(ctx context.Context, client *kgo.Client, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	return client.ProduceSync(ctx, &kgo.Record{Topic: Orders, Key: []byte(orderID), Value: payload}).FirstErr()
}

// Consumer handles what it reads from a topic, record by record.
type Consumer struct {
	client *kgo.Client
	tracer *kotel.Tracer
	handle func(context.Context, orders.Placed) error

	Handled chan string
}

// NewWarehouse returns a consumer that reserves what was ordered.
func NewWarehouse(broker string) (*Consumer, error) {
	return newConsumer(broker, Orders, func(ctx context.Context, order orders.Placed) error {
		_, span := tracer.Start(ctx, "reserve-inventory", trace.WithAttributes(attribute.String("order.id", order.OrderID)))
		defer span.End()
		return nil
	})
}

// NewDesk returns a consumer that looks into orders that could not be handled.
func NewDesk(broker string) (*Consumer, error) {
	return newConsumer(broker, DeadOrders, func(ctx context.Context, order orders.Placed) error {
		_, span := tracer.Start(ctx, "review-order", trace.WithAttributes(attribute.String("order.id", order.OrderID)))
		defer span.End()
		return nil
	})
}

func newConsumer(broker, topic string, handle func(context.Context, orders.Placed) error) (*Consumer, error) {
	tracer := kotel.NewTracer()
	client, err := NewConsumer(broker, topic, tracer)
	if err != nil {
		return nil, err
	}
	return &Consumer{client: client, tracer: tracer, handle: handle, Handled: make(chan string, 1)}, nil
}

// Run consumes until ctx is done.
func (c *Consumer) Run(ctx context.Context) error {
	defer c.client.Close()
	for {
		fetches := c.client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return err
		}
		for _, record := range fetches.Records() {
			if err := c.process(record); err != nil {
				return err
			}
			c.Handled <- string(record.Key)
		}
	}
}

func (c *Consumer) process(record *kgo.Record) error {
	ctx, span := c.tracer.WithProcessSpan(record)
	defer span.End()
	order, err := orders.Decode(record.Value)
	if err != nil {
		return err
	}
	return c.handle(ctx, order)
}
