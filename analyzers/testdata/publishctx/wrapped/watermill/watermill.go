// Package watermill hands events off through publishers of watermill that are
// decorated, or that trace what they send to Kafka.
package watermill

import (
	"context"

	"github.com/IBM/sarama"
	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka"
	"github.com/ThreeDotsLabs/watermill/components/cqrs"
	"github.com/ThreeDotsLabs/watermill/message"
	propagating "github.com/dentech-floss/watermill-opentelemetry-go-extra/pkg/opentelemetry"
	"github.com/dnwe/otelsarama"
	spans "github.com/voi-oss/watermill-opentelemetry/pkg/opentelemetry"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
)

// inContext makes a message that has the context, and nothing else of it.
func inContext(ctx context.Context, data []byte) *message.Message {
	msg := message.NewMessage(watermill.NewUUID(), data)
	msg.SetContext(ctx)
	return msg
}

// Kafka, as it is.

type shop struct{ pub message.Publisher }

func newShop() (*shop, error) {
	pub, err := kafka.NewPublisher(kafka.PublisherConfig{Brokers: []string{"localhost:9092"}, Marshaler: kafka.DefaultMarshaler{}}, watermill.NopLogger{})
	if err != nil {
		return nil, err
	}
	return &shop{pub}, nil
}

func (s *shop) place(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.pub.Publish("orders", inContext(ctx, []byte("{}"))) // want "publishctx/no-carrier"
}

func (s *shop) placeGood(ctx context.Context) error {
	msg := inContext(ctx, []byte("{}"))
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	return s.pub.Publish("orders", msg)
}

// Tracing what it sends, from the headers.

type tracing struct {
	pub message.Publisher
	bus *cqrs.EventBus
}

func newTracing() (*tracing, error) {
	pub, err := kafka.NewPublisher(kafka.PublisherConfig{
		Brokers:     []string{"localhost:9092"},
		Marshaler:   kafka.NewWithPartitioningMarshaler(func(topic string, msg *message.Message) (string, error) { return msg.UUID, nil }),
		OTELEnabled: true,
		Tracer:      kafka.NewOTELSaramaTracer(),
	}, watermill.NopLogger{})
	if err != nil {
		return nil, err
	}
	bus, err := cqrs.NewEventBus(pub, func(name string) string { return name }, cqrs.JSONMarshaler{})
	if err != nil {
		return nil, err
	}
	return &tracing{pub, bus}, nil
}

func (t *tracing) place(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return t.pub.Publish("orders", inContext(ctx, []byte("{}"))) // want "publishctx/no-carrier"
}

func (t *tracing) placeGood(ctx context.Context) error {
	msg := message.NewMessage(watermill.NewUUID(), []byte("{}"))
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(msg.Metadata))
	return t.pub.Publish("orders", msg)
}

type placed struct{ Amount int }

func (t *tracing) event(ctx context.Context) error {
	return t.bus.Publish(ctx, placed{1}) // want "publishctx/no-carrier"
}

// What makes a message of Kafka's may inject.

type injecting struct{ kafka.DefaultMarshaler }

func (m injecting) Marshal(topic string, msg *message.Message) (*sarama.ProducerMessage, error) {
	out, err := m.DefaultMarshaler.Marshal(topic, msg)
	if err != nil {
		return nil, err
	}
	otel.GetTextMapPropagator().Inject(msg.Context(), otelsarama.NewProducerMessageCarrier(out))
	return out, nil
}

type marshalled struct{ pub message.Publisher }

func newMarshalled() (*marshalled, error) {
	pub, err := kafka.NewPublisher(kafka.PublisherConfig{Brokers: []string{"localhost:9092"}, Marshaler: injecting{}}, nil)
	if err != nil {
		return nil, err
	}
	return &marshalled{pub}, nil
}

func (m *marshalled) place(ctx context.Context) error {
	return m.pub.Publish("orders", inContext(ctx, []byte("{}")))
}

type keyed struct{ kafka.DefaultMarshaler }

func (m keyed) Marshal(topic string, msg *message.Message) (*sarama.ProducerMessage, error) {
	out, err := m.DefaultMarshaler.Marshal(topic, msg)
	if err != nil {
		return nil, err
	}
	out.Key = sarama.StringEncoder(msg.UUID)
	return out, nil
}

type keying struct{ pub message.Publisher }

func newKeying() (*keying, error) {
	pub, err := kafka.NewPublisher(kafka.PublisherConfig{Brokers: []string{"localhost:9092"}, Marshaler: keyed{}}, nil)
	if err != nil {
		return nil, err
	}
	return &keying{pub}, nil
}

func (k *keying) place(ctx context.Context) error {
	return k.pub.Publish("orders", inContext(ctx, []byte("{}"))) // want "publishctx/no-carrier"
}

// So may what a configuration from elsewhere has.

func config() kafka.PublisherConfig {
	return kafka.PublisherConfig{Brokers: []string{"localhost:9092"}, Marshaler: injecting{}}
}

type configured struct{ pub message.Publisher }

func newConfigured() (*configured, error) {
	cfg := config()
	cfg.OTELEnabled = true
	pub, err := kafka.NewPublisher(cfg, nil)
	if err != nil {
		return nil, err
	}
	return &configured{pub}, nil
}

func (c *configured) place(ctx context.Context) error {
	return c.pub.Publish("orders", inContext(ctx, []byte("{}")))
}

// Decorated with spans, which stay in the process.

type decorated struct{ pub message.Publisher }

func newDecorated() (*decorated, error) {
	pub, err := kafka.NewPublisher(kafka.PublisherConfig{Brokers: []string{"localhost:9092"}, Marshaler: kafka.DefaultMarshaler{}}, nil)
	if err != nil {
		return nil, err
	}
	return &decorated{spans.NewNamedPublisherDecorator("orders", pub, spans.WithSpanAttributes(attribute.String("shop", "north")))}, nil
}

func (d *decorated) place(ctx context.Context) error {
	return d.pub.Publish("orders", inContext(ctx, []byte("{}"))) // want "publishctx/no-carrier"
}

// And with what writes them into the metadata.

type extra struct{ pub message.Publisher }

func newExtra() (*extra, error) {
	pub, err := kafka.NewPublisher(kafka.PublisherConfig{Brokers: []string{"localhost:9092"}, Marshaler: kafka.DefaultMarshaler{}}, nil)
	if err != nil {
		return nil, err
	}
	return &extra{spans.NewPublisherDecorator(propagating.NewTracePropagatingPublisherDecorator(pub))}, nil
}

func (x *extra) place(ctx context.Context) error {
	return x.pub.Publish("orders", inContext(ctx, []byte("{}")))
}

func (x *extra) placeFresh(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return x.pub.Publish("orders", message.NewMessage(watermill.NewUUID(), []byte("{}"))) // want "publishctx/no-carrier"
}

type given struct{ pub message.Publisher }

// New takes a publisher that its caller made.
func New(pub message.Publisher) *given { return &given{spans.NewPublisherDecorator(pub)} }

func (g *given) place(ctx context.Context) error {
	return g.pub.Publish("orders", inContext(ctx, []byte("{}")))
}
