// Package detached checks an order in the background and publishes it with a context that
// outlives the HTTP request.
package detached

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/jetstream/shop"
)

var tracer = otel.Tracer("tracelint.test/jetstream/detached")

// Checkout places orders.
type Checkout struct {
	js jetstream.JetStream
}

// ServeHTTP takes an order and leaves the rest for later.
func (c *Checkout) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, span := tracer.Start(r.Context(), "place-order")
	defer span.End()
	order := orders.Placed{OrderID: r.FormValue("order")}
	go c.publish(context.WithoutCancel(ctx), order)
	w.WriteHeader(http.StatusAccepted)
}

func (c *Checkout) publish(ctx context.Context, order orders.Placed) {
	time.Sleep(100 * time.Millisecond) // what a fraud check takes
	payload, err := order.Encode()
	if err == nil {
		msg := nats.NewMsg(shop.Orders)
		msg.Data = payload
		otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
		_, err = c.js.PublishMsg(ctx, msg)
	}
	if err != nil {
		slog.ErrorContext(ctx, "order not published", "order", order.OrderID, "error", err)
	}
}

// Run posts one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	js, disconnect, err := shop.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer disconnect()
	server := httptest.NewServer(&Checkout{js: js})
	defer server.Close()

	warehouse := &shop.Warehouse{Reserved: make(chan string, 1)}
	consumption, err := warehouse.Consume(ctx, js)
	if err != nil {
		return err
	}
	defer shop.Drain(consumption)
	if err := program.Post(ctx, server.URL+"/?order=o-1"); err != nil {
		return err
	}
	program.Await(warehouse.Reserved, 1)
	return nil
}
