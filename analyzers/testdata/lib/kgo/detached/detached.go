// Package detached publishes from an HTTP handler and does not wait: the client
// still holds the record when the request's context dies, and throws it away.
package detached

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/plugin/kotel"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kgo/shop"
)

var tracer = otel.Tracer("tracelint.test/kgo/detached")

// Checkout places orders.
type Checkout struct {
	client *kgo.Client
}

// ServeHTTP takes an order and publishes it.
func (c *Checkout) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, span := tracer.Start(r.Context(), "place-order")
	defer span.End()
	orderID := r.FormValue("order")
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	record := &kgo.Record{Topic: shop.Orders, Key: []byte(orderID), Value: payload}
	c.client.Produce(ctx, record, func(_ *kgo.Record, err error) { // want publishctx/detached
		if err != nil {
			slog.ErrorContext(ctx, "order not published", "order", orderID, "error", err)
		}
	})
	w.WriteHeader(http.StatusAccepted)
}

// Run posts one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	client, err := kgo.NewClient(
		kgo.SeedBrokers(broker),
		kgo.ProducerLinger(100*time.Millisecond),
		kgo.WithHooks(kotel.NewTracer()),
	)
	if err != nil {
		return err
	}
	defer client.Close()
	server := httptest.NewServer(&Checkout{client: client})
	defer server.Close()
	warehouse, err := shop.NewWarehouse(broker)
	if err != nil {
		return err
	}
	stop := program.Start(ctx, warehouse.Run)
	if err := program.Post(ctx, server.URL+"/?order=o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Handled, 1)
	return errors.Join(client.Flush(ctx), stop())
}
