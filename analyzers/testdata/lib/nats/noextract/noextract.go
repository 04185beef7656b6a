// Package noextract handles orders by asking another service, with the context
// that was there when the subscription was made.
package noextract

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/stock"
	"tracelint.test/testdata/lib/nats/shop"
)

// Warehouse reserves what was ordered.
type Warehouse struct {
	client   *http.Client
	stockURL string
	reserved chan string
}

// Subscribe starts the consumption of orders. It ends with ctx.
func (w *Warehouse) Subscribe(ctx context.Context, nc *nats.Conn) error {
	sub, err := nc.Subscribe(shop.Orders, func(msg *nats.Msg) { // want freshroot/no-extract
		if err := w.reserve(ctx, msg.Data); err != nil {
			slog.ErrorContext(ctx, "order not reserved", "error", err)
		}
		w.reserved <- msg.Subject
	})
	if err != nil {
		return err
	}
	context.AfterFunc(ctx, func() {
		if err := sub.Unsubscribe(); err != nil {
			slog.Warn("still subscribed", "error", err)
		}
	})
	return nil
}

func (w *Warehouse) reserve(ctx context.Context, order []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.stockURL, bytes.NewReader(order))
	if err != nil {
		return err
	}
	resp, err := w.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusNoContent {
		return fmt.Errorf("stock says %s", resp.Status)
	}
	return nil
}

// Run places one order and lets the warehouse reserve it with the stock service.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()
	service := stock.Start()
	defer service.Close()

	warehouse := &Warehouse{
		client:   &http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)},
		stockURL: service.URL,
		reserved: make(chan string, 1),
	}
	if err := warehouse.Subscribe(ctx, nc); err != nil {
		return err
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return nil
}
