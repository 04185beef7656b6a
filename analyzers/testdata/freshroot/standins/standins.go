// Package standins consumes through interfaces of its own that clients satisfy.
package standins

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("standins")

type reader interface {
	ReadMessage(ctx context.Context) (kafka.Message, error)
}

type worker struct{ in reader }

func newWorker(cfg kafka.ReaderConfig) *worker { return &worker{in: kafka.NewReader(cfg)} }

func (w *worker) run(ctx context.Context) error {
	for {
		msg, err := w.in.ReadMessage(ctx)
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		ship(msg.Value)
		span.End()
	}
}

func (w *worker) runJoined(ctx context.Context) error {
	for {
		msg, err := w.in.ReadMessage(ctx)
		if err != nil {
			return err
		}
		headers := propagation.MapCarrier{}
		for _, h := range msg.Headers {
			headers[h.Key] = string(h.Value)
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, headers), "ship-order")
		ship(msg.Value)
		span.End()
	}
}

type subscriber interface {
	Subscribe(subject string, handle nats.MsgHandler) (*nats.Subscription, error)
}

func connect(url string) (subscriber, error) { return nats.Connect(url) }

func subscribe(ctx context.Context, s subscriber) error {
	_, err := s.Subscribe("orders", func(msg *nats.Msg) {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		defer span.End()
		ship(msg.Data)
	})
	return err
}

func subscribeJoined(ctx context.Context, s subscriber) error {
	_, err := s.Subscribe("orders", func(msg *nats.Msg) {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, propagation.HeaderCarrier(msg.Header)), "ship-order")
		defer span.End()
		ship(msg.Data)
	})
	return err
}

// Nobody here keeps a client in this one.

type source interface {
	FetchMessage(ctx context.Context) (kafka.Message, error)
}

func drain(ctx context.Context, s source) error {
	msg, err := s.FetchMessage(ctx)
	if err != nil {
		return err
	}
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	ship(msg.Value)
	return nil
}

func ship(data []byte) {}
