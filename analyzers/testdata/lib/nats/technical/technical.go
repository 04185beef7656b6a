// Package technical names every step of an order for the code that runs it.
package technical

import (
	"context"
	"log/slog"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/nats/shop"
)

var tracer = otel.Tracer("tracelint.test/nats/technical")

// Warehouse sees an order through.
type Warehouse struct {
	stock, bills, parcels orders.Book
	done                  chan string
}

func (w *Warehouse) begin(ctx context.Context) (context.Context, trace.Span) {
	return tracer.Start(ctx, "process") // want spanname/technical
}

func (w *Warehouse) handle(msg *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	order, err := orders.Decode(msg.Data)
	if err == nil {
		err = w.fulfil(ctx, order)
	}
	if err != nil {
		slog.ErrorContext(ctx, "order not fulfilled", "error", err)
	}
	w.done <- order.OrderID
}

func (w *Warehouse) fulfil(ctx context.Context, order orders.Placed) error {
	if err := w.reserve(ctx, order); err != nil {
		return err
	}
	if err := w.charge(ctx, order); err != nil {
		return err
	}
	return w.book(ctx, order)
}

func (w *Warehouse) reserve(ctx context.Context, order orders.Placed) error {
	ctx, span := w.begin(ctx)
	defer span.End()
	return w.stock.Add(ctx, order.OrderID)
}

func (w *Warehouse) charge(ctx context.Context, order orders.Placed) error {
	ctx, span := w.begin(ctx)
	defer span.End()
	return w.bills.Add(ctx, order.OrderID)
}

func (w *Warehouse) book(ctx context.Context, order orders.Placed) error {
	ctx, span := w.begin(ctx)
	defer span.End()
	return w.parcels.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse see it through.
func Run(ctx context.Context, url string) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()

	warehouse := &Warehouse{done: make(chan string, 1)}
	sub, err := nc.Subscribe(shop.Orders, warehouse.handle)
	if err != nil {
		return err
	}
	if err := shop.Place(ctx, nc, "o-1"); err != nil {
		return err
	}
	program.Await(warehouse.done, 1)
	return sub.Unsubscribe()
}
