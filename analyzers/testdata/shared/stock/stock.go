// Package stock is a client of another service that traces nothing.
package stock

import (
	"context"
	"errors"
)

// Client reserves goods.
type Client struct {
	Address string
}

// Reserve reserves an order's goods.
func (c *Client) Reserve(ctx context.Context, order string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.Address == "" {
		return errors.New("no address")
	}
	return nil
}

// Page returns the orders after cursor.
func (c *Client) Page(ctx context.Context, cursor string) (next string, err error) {
	return cursor + "1", ctx.Err()
}

// Connect opens the connection.
func (c *Client) Connect(ctx context.Context) error { return ctx.Err() }
