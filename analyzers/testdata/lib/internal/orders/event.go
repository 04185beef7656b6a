package orders

import (
	"encoding/json"
	"fmt"
)

// Event is the envelope of what those who deal with an order tell each other.
type Event struct {
	ID            string `json:"id"`
	TraceID       string `json:"trace_id,omitempty"`
	CorrelationID string `json:"correlation_id,omitempty"`
	OrderID       string `json:"order_id"`
}

// Encode returns the payload of the event.
func (e Event) Encode() ([]byte, error) {
	payload, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encoding an event of order %s: %w", e.OrderID, err)
	}
	return payload, nil
}

// DecodeEvent is the inverse of Encode.
func DecodeEvent(payload []byte) (Event, error) {
	var e Event
	if err := json.Unmarshal(payload, &e); err != nil {
		return Event{}, fmt.Errorf("decoding an event: %w", err)
	}
	return e, nil
}
