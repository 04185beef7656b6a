// Package shipping hands reserved goods to a carrier.
package shipping

import (
	"context"

	"go.opentelemetry.io/otel/trace"

	"example.com/orders/internal/bus"
	"example.com/orders/internal/events"
)

// Service books parcels.
type Service struct {
	bus    *bus.Bus
	tracer trace.Tracer
}

// New returns the shipping service.
func New(b *bus.Bus, tp trace.TracerProvider) *Service {
	return &Service{bus: b, tracer: tp.Tracer("example.com/orders/internal/shipping")}
}

// Start begins to listen for reserved stock.
func (s *Service) Start(ctx context.Context) error {
	return s.bus.Subscribe(ctx, "shipping", events.StockReserved, s.book)
}

func (s *Service) book(ctx context.Context, event events.Event) error {
	ctx, span := s.tracer.Start(ctx, "handle event")
	defer span.End()

	return s.bus.Publish(ctx, events.ShipmentBooked, events.Shipment{
		OrderID: event.Order.ID,
		Carrier: carrierFor(event.Order),
	})
}

func carrierFor(order events.Order) string {
	if order.Quantity > 10 {
		return "freight"
	}
	return "parcel"
}
