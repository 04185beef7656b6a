// Package republish moves orders that cannot be reserved to a dead letter subject together
// with their headers.
package republish

import (
	"context"
	"log/slog"
	"maps"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/jetstream/shop"
)

var tracer = otel.Tracer("tracelint.test/jetstream/republish")

// Warehouse reserves what was ordered.
type Warehouse struct {
	js jetstream.JetStream
}

func (w *Warehouse) handle(msg jetstream.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Headers()))
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode(msg.Data())
	if err == nil {
		err = w.reserve(order)
	}
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
		if err := w.bury(ctx, msg); err != nil {
			slog.ErrorContext(ctx, "order not buried", "error", err)
			return // the server delivers it again
		}
	}
	if err := msg.Ack(); err != nil {
		slog.ErrorContext(ctx, "order not acknowledged", "error", err)
	}
}

func (w *Warehouse) reserve(orders.Placed) error { return orders.ErrOutOfStock }

func (w *Warehouse) bury(ctx context.Context, msg jetstream.Msg) error {
	dead := nats.NewMsg(shop.DeadOrders)
	dead.Data = msg.Data()
	maps.Copy(dead.Header, msg.Headers())
	_, err := w.js.PublishMsg(ctx, dead)
	return err
}

// Run places one order, which the warehouse cannot reserve and the desk reviews.
func Run(ctx context.Context, url string) error {
	js, disconnect, err := shop.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer disconnect()

	consumer, err := shop.NewConsumer(ctx, js, "warehouse", shop.Orders)
	if err != nil {
		return err
	}
	consumption, err := consumer.Consume((&Warehouse{js: js}).handle)
	if err != nil {
		return err
	}
	defer shop.Drain(consumption)
	desk := &shop.Desk{Reviewed: make(chan string, 1)}
	review, err := desk.Consume(ctx, js)
	if err != nil {
		return err
	}
	defer shop.Drain(review)
	if err := shop.Place(ctx, js, "o-1"); err != nil {
		return err
	}
	program.Await(desk.Reviewed, 1)
	return nil
}
