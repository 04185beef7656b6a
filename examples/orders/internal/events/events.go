// Package events defines what the services of the shop tell each other.
package events

import (
	"time"

	"go.opentelemetry.io/otel/attribute"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// Subjects, which are also the event types.
const (
	OrderPlaced     = "order.placed"
	StockReserved   = "stock.reserved"
	PaymentCaptured = "payment.captured"
	ShipmentBooked  = "shipment.booked"
	OrderAudited    = "audit.order"
)

// Event is the envelope of the events that other services act upon.
type Event struct {
	ID            string    `json:"id"`
	Type          string    `json:"type"`
	TraceID       string    `json:"trace_id,omitempty"`
	CorrelationID string    `json:"correlation_id,omitempty"`
	CausationID   string    `json:"causation_id,omitempty"`
	OccurredAt    time.Time `json:"occurred_at"`
	Order         Order     `json:"order"`
}

// Attributes describes the event on the span of whoever handles it.
func (e Event) Attributes() []attribute.KeyValue {
	return []attribute.KeyValue{
		semconv.MessagingMessageID(e.ID),
		semconv.MessagingMessageConversationID(e.CorrelationID),
	}
}

// Order is what a customer asked for.
type Order struct {
	ID       string `json:"id"`
	Customer string `json:"customer"`
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
	Cents    int64  `json:"cents"`
}

// Receipt is the notice that an order has been paid.
type Receipt struct {
	OrderID   string `json:"order_id"`
	Cents     int64  `json:"cents"`
	Reference string `json:"reference"`
}

// Shipment is the notice that a parcel has been handed to a carrier.
type Shipment struct {
	OrderID string `json:"order_id"`
	Carrier string `json:"carrier"`
}

// AuditRecord is kept for the revision department.
type AuditRecord struct {
	OrderID  string    `json:"order_id"`
	Customer string    `json:"customer"`
	Risk     int       `json:"risk"`
	At       time.Time `json:"at"`
}
