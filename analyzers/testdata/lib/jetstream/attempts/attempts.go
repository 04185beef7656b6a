// Package attempts has a helper publish an order five times under one span.
// The stream takes it at none: another order should have come first.
package attempts

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/avast/retry-go/v4"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/jetstream/shop"
)

var tracer = otel.Tracer("tracelint.test/jetstream/attempts")

const before = 99 // orders that the stream does not have

func place(ctx context.Context, js jetstream.JetStream, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	err := announce(ctx, js, orderID)
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

func announce(ctx context.Context, js jetstream.JetStream, orderID string) error {
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	msg := nats.NewMsg(shop.Orders)
	msg.Data = payload
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return retry.Do(func() error { // want hiddenretry/loop
		_, err := js.PublishMsg(ctx, msg, jetstream.WithExpectLastSequence(before))
		return err
	}, retry.Attempts(5), retry.Delay(time.Millisecond), retry.LastErrorOnly(true))
}

// Run places one order in vain.
func Run(ctx context.Context, url string) error {
	js, disconnect, err := shop.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer disconnect()
	if err := place(ctx, js, "o-1"); err == nil {
		return fmt.Errorf("the stream took the order")
	} else {
		slog.InfoContext(ctx, "order not placed", "error", err)
	}
	return nil
}
