// Package orders is the business of the proof programs. It knows nothing of
// brokers and traces.
package orders

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
)

// Placed is the event that an order was placed.
type Placed struct {
	OrderID string `json:"order_id"`
}

// Encode returns the payload of the event.
func (p Placed) Encode() ([]byte, error) {
	payload, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("encoding order %s: %w", p.OrderID, err)
	}
	return payload, nil
}

// Decode is the inverse of Encode.
func Decode(payload []byte) (Placed, error) {
	var p Placed
	if err := json.Unmarshal(payload, &p); err != nil {
		return Placed{}, fmt.Errorf("decoding an order: %w", err)
	}
	return p, nil
}

// Book keeps the orders in memory.
type Book struct {
	mu     sync.Mutex
	orders map[string]bool
}

// Add writes an order down.
func (b *Book) Add(ctx context.Context, orderID string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.orders == nil {
		b.orders = make(map[string]bool)
	}
	b.orders[orderID] = true
	return nil
}

// ErrOutOfStock says that an order cannot be reserved.
var ErrOutOfStock = errors.New("out of stock")
