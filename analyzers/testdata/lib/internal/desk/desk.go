// Package desk is a service inside the process that is out of order at first.
// It knows nothing of traces.
package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// ErrClosed says that the desk is not open yet.
var ErrClosed = errors.New("the desk is closed")

// Desk reserves orders once it has been asked in vain a few times.
type Desk struct {
	Closed int // for so many calls

	mu       sync.Mutex
	calls    int
	reserved []string
}

// Reserve reserves an order.
func (d *Desk) Reserve(ctx context.Context, orderID string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls++
	if d.calls <= d.Closed {
		return ErrClosed
	}
	d.reserved = append(d.reserved, orderID)
	return nil
}

// Asked returns an error unless the desk was called so often.
func (d *Desk) Asked(calls int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.calls != calls {
		return fmt.Errorf("the desk was asked %d times, want %d", d.calls, calls)
	}
	return nil
}
