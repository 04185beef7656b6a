// Package noextract handles orders by asking another service, with the context
// of the consume loop: the request belongs to no order's trace.
package noextract

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/internal/stock"
	"tracelint.test/testdata/lib/kafkago/shop"
)

// Warehouse reserves what was ordered.
type Warehouse struct {
	reader   *kafka.Reader
	client   *http.Client
	stockURL string
	reserved chan string
}

// Run consumes orders until ctx is done.
func (w *Warehouse) Run(ctx context.Context) error {
	for {
		msg, err := w.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		if err := w.handle(ctx, msg); err != nil {
			return err
		}
		w.reserved <- string(msg.Key)
	}
}

func (w *Warehouse) handle(ctx context.Context, msg kafka.Message) error { // want freshroot/no-extract
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.stockURL, bytes.NewReader(msg.Value))
	if err != nil {
		return err
	}
	resp, err := w.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusNoContent {
		return fmt.Errorf("order %s: stock says %s", msg.Key, resp.Status)
	}
	return nil
}

// Run places one order and lets the warehouse reserve it with the stock service.
func Run(ctx context.Context, broker string) error {
	writer := shop.NewWriter(broker, shop.Orders)
	defer writer.Close()
	reader := shop.NewReader(broker, shop.Orders)
	defer reader.Close()
	service := stock.Start()
	defer service.Close()

	warehouse := &Warehouse{
		reader:   reader,
		client:   &http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)},
		stockURL: service.URL,
		reserved: make(chan string, 1),
	}
	stop := program.Start(ctx, warehouse.Run)
	if err := shop.Place(ctx, &shop.Bus{Writer: writer}, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return stop()
}
