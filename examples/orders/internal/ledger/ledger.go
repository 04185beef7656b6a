// Package ledger books the payments of a day.
package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel/trace"

	"example.com/orders/internal/broker"
	"example.com/orders/internal/events"
)

// batchSize bounds what is booked at once.
const batchSize = 100

// Service adds up what customers have paid.
type Service struct {
	consumer jetstream.Consumer
	tracer   trace.Tracer

	mu    sync.Mutex
	cents int64
}

// New returns the ledger, which reads every receipt on the stream.
func New(ctx context.Context, js jetstream.JetStream, tp trace.TracerProvider) (*Service, error) {
	consumer, err := js.CreateConsumer(ctx, broker.Stream, jetstream.ConsumerConfig{
		Durable:       "ledger",
		FilterSubject: events.PaymentCaptured,
		AckPolicy:     jetstream.AckExplicitPolicy,
	})
	if err != nil {
		return nil, fmt.Errorf("subscribe the ledger: %w", err)
	}
	return &Service{consumer: consumer, tracer: tp.Tracer("example.com/orders/internal/ledger")}, nil
}

// Book books the receipts that came in since the last time.
func (s *Service) Book(ctx context.Context) error {
	batch, err := s.consumer.FetchNoWait(batchSize)
	if err != nil {
		return err
	}
	_, span := s.tracer.Start(ctx, "book-payments", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	for msg := range batch.Messages() {
		if err := s.add(msg); err != nil {
			return err
		}
	}
	return batch.Error()
}

// Cents is what was paid in all.
func (s *Service) Cents() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cents
}

func (s *Service) add(msg jetstream.Msg) error {
	var receipt events.Receipt
	if err := json.Unmarshal(msg.Data(), &receipt); err != nil {
		return fmt.Errorf("read a receipt: %w", err)
	}
	s.mu.Lock()
	s.cents += receipt.Cents
	s.mu.Unlock()
	return msg.Ack()
}
