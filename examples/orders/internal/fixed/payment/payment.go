// Package payment collects the money for the orders that come in.
package payment

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"example.com/orders/internal/events"
	"example.com/orders/internal/fixed/bus"
	"example.com/orders/internal/provider"
)

const (
	maxAttempts = 5
	backoff     = 20 * time.Millisecond
	sendTimeout = 2 * time.Second
)

// Service charges customers through the payment provider.
type Service struct {
	bus      *bus.Bus
	tracer   trace.Tracer
	provider *provider.Client
}

// New returns the payment service.
func New(b *bus.Bus, tp trace.TracerProvider, client *provider.Client) *Service {
	return &Service{bus: b, tracer: tp.Tracer("example.com/orders/internal/fixed/payment"), provider: client}
}

// Start begins to listen for orders.
func (s *Service) Start(ctx context.Context) error {
	return s.bus.Subscribe(ctx, "payment", events.OrderPlaced, s.collect)
}

func (s *Service) collect(ctx context.Context, event events.Event) error {
	ctx, span := s.tracer.Start(ctx, "collect-payment")
	defer span.End()

	reference, err := s.charge(ctx, event.Order)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
		return err
	}
	return s.sendReceipt(ctx, event.Order, reference)
}

func (s *Service) charge(ctx context.Context, order events.Order) (string, error) {
	var err error
	for attempt := 1; attempt <= maxAttempts; attempt++ {
		var reference string
		reference, err = s.chargeOnce(ctx, order, attempt)
		if err == nil {
			return reference, nil
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(backoff):
		}
	}
	return "", fmt.Errorf("gave up after %d attempts: %w", maxAttempts, err)
}

func (s *Service) chargeOnce(ctx context.Context, order events.Order, attempt int) (string, error) {
	ctx, span := s.tracer.Start(ctx, "charge-customer",
		trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(attribute.Int("payment.attempt", attempt)))
	defer span.End()

	reference, err := s.provider.Charge(ctx, order.ID, order.Cents)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return reference, err
}

func (s *Service) sendReceipt(ctx context.Context, order events.Order, reference string) error {
	trace.SpanFromContext(ctx).SetAttributes(attribute.String("payment.reference", reference))

	sendCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTimeout)
	defer cancel()
	return s.bus.Publish(sendCtx, events.PaymentCaptured, events.Receipt{
		OrderID:   order.ID,
		Cents:     order.Cents,
		Reference: reference,
	})
}
