// Package attempts has a helper publish an order five times, with a span for each.
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
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

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
	attempt := 0
	return retry.Do(func() error {
		attempt++
		return send(ctx, js, payload, attempt)
	}, retry.Attempts(5), retry.Delay(time.Millisecond), retry.LastErrorOnly(true))
}

func send(ctx context.Context, js jetstream.JetStream, payload []byte, attempt int) error {
	ctx, span := tracer.Start(ctx, "send-order", trace.WithAttributes(attribute.Int("attempt", attempt)))
	defer span.End()
	msg := nats.NewMsg(shop.Orders)
	msg.Data = payload
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	_, err := js.PublishMsg(ctx, msg, jetstream.WithExpectLastSequence(before))
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
	}
	return err
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
