// Package inventory sets goods aside for the orders that come in.
package inventory

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"example.com/orders/internal/bus"
	"example.com/orders/internal/events"
)

// Service keeps the stock of the warehouse.
type Service struct {
	bus    *bus.Bus
	tracer trace.Tracer

	mu    sync.Mutex
	stock map[string]int
}

// New returns an inventory with the given stock.
func New(b *bus.Bus, tp trace.TracerProvider, stock map[string]int) *Service {
	return &Service{bus: b, tracer: tp.Tracer("example.com/orders/internal/inventory"), stock: stock}
}

// Start begins to listen for orders.
func (s *Service) Start(ctx context.Context) error {
	return s.bus.Subscribe(ctx, "inventory", events.OrderPlaced, s.reserve)
}

func (s *Service) reserve(ctx context.Context, event events.Event) error {
	ctx, span := s.tracer.Start(ctx, "reserve-stock")
	defer span.End()

	if err := s.take(event.Order.SKU, event.Order.Quantity); err != nil {
		span.SetStatus(codes.Error, err.Error())
		return err
	}
	return s.bus.Publish(ctx, events.StockReserved, events.Event{
		ID:            uuid.NewString(),
		Type:          events.StockReserved,
		CorrelationID: uuid.NewString(),
		OccurredAt:    time.Now(),
		Order:         event.Order,
	})
}

func (s *Service) take(sku string, quantity int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stock[sku] < quantity {
		return fmt.Errorf("only %d of %s left", s.stock[sku], sku)
	}
	s.stock[sku] -= quantity
	return nil
}
