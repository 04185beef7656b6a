// Package kafka has no carrier of its own for kafka-go's messages.
package kafka

import (
	"context"
	"fmt"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/fixplan/kafka")

type shop struct {
	w *kafka.Writer
	r *kafka.Reader
}

func (s *shop) variable(ctx context.Context) error {
	msg := kafka.Message{Value: []byte("{}")}
	// The order is in the book.
	return s.w.WriteMessages(ctx, msg)
}

func (s *shop) literal(ctx context.Context) error {
	return s.w.WriteMessages(ctx, kafka.Message{
		Key:   []byte("o-1"),
		Value: []byte("{}"),
	})
}

func (s *shop) lines(ctx context.Context) error {
	if err := s.w.WriteMessages(ctx,
		kafka.Message{Value: []byte("a")},
		kafka.Message{
			Value: []byte("b"),
		},
	); err != nil {
		return fmt.Errorf("publishing: %w", err)
	}
	return nil
}

// A second attempt would append the headers again.
func (s *shop) retry(ctx context.Context) error {
	msg := kafka.Message{Value: []byte("{}")}
	var err error
	for range 3 {
		if err = s.w.WriteMessages(ctx, msg); err == nil {
			return nil
		}
	}
	return err
}

func (s *shop) each(ctx context.Context, orders []string) error {
	for _, order := range orders {
		msg := kafka.Message{Value: []byte(order)}
		if err := s.w.WriteMessages(ctx, msg); err != nil {
			return err
		}
	}
	return nil
}

func (s *shop) otherwise(ctx context.Context, quiet bool) error {
	if quiet {
		return nil
	} else if err := s.w.WriteMessages(ctx, kafka.Message{Value: []byte("{}")}); err != nil {
		return err
	}
	return nil
}

func (s *shop) consume(ctx context.Context) error {
	for {
		m, err := s.r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		_, span := tracer.Start(ctx, "reserve-inventory")
		fmt.Println(string(m.Value))
		span.End()
	}
}
