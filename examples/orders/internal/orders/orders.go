// Package orders takes orders over HTTP.
package orders

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"

	"example.com/orders/internal/bus"
	"example.com/orders/internal/events"
)

// Service is the HTTP handler behind POST /orders.
type Service struct {
	bus *bus.Bus
}

// New returns the order service.
func New(b *bus.Bus) *Service {
	return &Service{bus: b}
}

// ServeHTTP accepts an order; the other services deal with it later.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var order events.Order
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	order.ID = uuid.NewString()

	ctx := r.Context()
	if err := s.announce(ctx, order); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	go s.audit(ctx, order)

	w.WriteHeader(http.StatusAccepted)
}

func (s *Service) announce(ctx context.Context, order events.Order) error {
	id := uuid.NewString()
	return s.bus.Publish(ctx, events.OrderPlaced, events.Event{
		ID:            id,
		Type:          events.OrderPlaced,
		TraceID:       id,
		CorrelationID: id,
		OccurredAt:    time.Now(),
		Order:         order,
	})
}

func (s *Service) audit(ctx context.Context, order events.Order) {
	record := events.AuditRecord{
		OrderID:  order.ID,
		Customer: order.Customer,
		Risk:     riskOf(order),
		At:       time.Now(),
	}
	if err := s.bus.Publish(ctx, events.OrderAudited, record); err != nil {
		slog.WarnContext(ctx, "order not audited", "err", err)
	}
}

// riskOf stands in for a scoring model that takes its time.
func riskOf(order events.Order) int {
	time.Sleep(150 * time.Millisecond)
	return int(order.Cents / 1000)
}
