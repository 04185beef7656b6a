// Package watermill takes events in with routers that trace, and with some that
// take up the trace.
package watermill

import (
	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka"
	"github.com/ThreeDotsLabs/watermill/message"
	propagating "github.com/dentech-floss/watermill-opentelemetry-go-extra/pkg/opentelemetry"
	spans "github.com/voi-oss/watermill-opentelemetry/pkg/opentelemetry"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/wrapped/watermill")

func subscriber() (*kafka.Subscriber, error) {
	return kafka.NewSubscriber(kafka.SubscriberConfig{Brokers: []string{"localhost:9092"}, Unmarshaler: kafka.DefaultMarshaler{}, ConsumerGroup: "warehouse"}, nil)
}

func newRouter() (*message.Router, error) {
	return message.NewRouter(message.RouterConfig{}, watermill.NopLogger{})
}

// Spans without what was before.

func traced() (*message.Router, error) {
	sub, err := kafka.NewSubscriber(kafka.SubscriberConfig{Brokers: []string{"localhost:9092"}, Unmarshaler: kafka.DefaultMarshaler{}}, nil)
	if err != nil {
		return nil, err
	}
	router, err := newRouter()
	if err != nil {
		return nil, err
	}
	router.AddMiddleware(spans.Trace())
	router.AddConsumerHandler("reserve", "orders", sub, func(msg *message.Message) error {
		_, span := tracer.Start(msg.Context(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
		return nil
	})
	return router, nil
}

func tracedGood() (*message.Router, error) {
	sub, err := kafka.NewSubscriber(kafka.SubscriberConfig{Brokers: []string{"localhost:9092"}, Unmarshaler: kafka.DefaultMarshaler{}}, nil)
	if err != nil {
		return nil, err
	}
	router, err := newRouter()
	if err != nil {
		return nil, err
	}
	router.AddMiddleware(propagating.ExtractRemoteParentSpanContext(), spans.Trace())
	router.AddConsumerHandler("reserve", "orders", sub, func(msg *message.Message) error {
		_, span := tracer.Start(msg.Context(), "reserve-inventory")
		defer span.End()
		return nil
	})
	return router, nil
}

func tracedByHand() (*message.Router, error) {
	sub, err := subscriber()
	if err != nil {
		return nil, err
	}
	router, err := newRouter()
	if err != nil {
		return nil, err
	}
	router.AddConsumerHandler("reserve", "orders", sub, func(msg *message.Message) error {
		ctx := otel.GetTextMapPropagator().Extract(msg.Context(), propagation.MapCarrier(msg.Metadata))
		_, span := tracer.Start(ctx, "reserve-inventory")
		defer span.End()
		return nil
	})
	return router, nil
}

// One handler alone.

func wrapped() (*message.Router, error) {
	sub, err := subscriber()
	if err != nil {
		return nil, err
	}
	router, err := newRouter()
	if err != nil {
		return nil, err
	}
	router.AddNoPublisherHandler("reserve", "orders", sub, spans.TraceNoPublishHandler(func(msg *message.Message) error {
		_, span := tracer.Start(msg.Context(), "reserve-inventory") // want "freshroot/root"
		defer span.End()
		return nil
	}))
	return router, nil
}

func wrappedGood(pub message.Publisher) (*message.Router, error) {
	sub, err := subscriber()
	if err != nil {
		return nil, err
	}
	router, err := newRouter()
	if err != nil {
		return nil, err
	}
	router.AddHandler("reserve", "orders", sub, "reserved", pub, propagating.ExtractRemoteParentSpanContextHandler(spans.TraceHandler(func(msg *message.Message) ([]*message.Message, error) {
		_, span := tracer.Start(msg.Context(), "reserve-inventory")
		defer span.End()
		return nil, nil
	})))
	return router, nil
}
