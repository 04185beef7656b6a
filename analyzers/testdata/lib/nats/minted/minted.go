// Package minted makes up the trace that an audit entry refers to.
package minted

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

// Entry is what the auditors are told of an order.
type Entry struct {
	OrderID string `json:"order_id"`
	TraceID string `json:"trace_id"`
}

// Audit keeps the auditors informed.
type Audit struct {
	nc *nats.Conn
}

func (a *Audit) note(ctx context.Context, placed orders.Event) error {
	payload, err := json.Marshal(Entry{
		OrderID: placed.OrderID,
		TraceID: uuid.NewString(), // want idoverload/minted-trace
	})
	if err != nil {
		return err
	}
	return shop.Publish(ctx, a.nc, "audit", payload)
}

// Run places one order, of which the auditors are told.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()
	done := make(chan string, 2)
	stop, err := shop.On(nc, shop.Orders, done, (&Audit{nc: nc}).note)
	if err != nil {
		return err
	}
	sub, err := nc.Subscribe("audit", func(msg *nats.Msg) {
		file(msg)
		done <- msg.Subject
	})
	if err != nil {
		return err
	}
	if err := shop.Begin(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(done, 2)
	if err := stop(); err != nil {
		return err
	}
	return sub.Unsubscribe()
}
