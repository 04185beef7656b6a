// Package shop publishes and handles orders in their traces, as far as the
// process-wide propagator goes. It is no program.
package shop

import (
	"context"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("shop")

// Place publishes an order.
func Place(ctx context.Context, nc *nats.Conn, order []byte) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	msg := nats.NewMsg("orders")
	msg.Data = order
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return nc.PublishMsg(msg)
}
