// Package shared puts one id into two headers: what the one says of the trace is the
// id of the message.
package shared

import (
	"context"

	"github.com/google/uuid"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
	"tracelint.test/testdata/lib/kafkago/shop"
)

var tracer = otel.Tracer("tracelint.test/kafkago/shared")

// Checkout places orders.
type Checkout struct {
	writer *kafka.Writer
}

// Place publishes an order.
func (c *Checkout) Place(ctx context.Context, order orders.Placed) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	payload, err := order.Encode()
	if err != nil {
		return err
	}
	id := uuid.NewString()
	msg := kafka.Message{Key: []byte(order.OrderID), Value: payload, Headers: []kafka.Header{
		{Key: "message-id", Value: []byte(id)},
		{Key: "trace-id", Value: []byte(id)}, // want idoverload/shared
	}}
	otel.GetTextMapPropagator().Inject(ctx, shop.Headers{Message: &msg})
	return c.writer.WriteMessages(ctx, msg)
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	reader   *kafka.Reader
	reserved chan string
}

// Run consumes orders until ctx is done.
func (w *Warehouse) Run(ctx context.Context) error {
	for {
		msg, err := w.reader.ReadMessage(ctx)
		if err != nil {
			return err
		}
		w.reserve(otel.GetTextMapPropagator().Extract(ctx, shop.Headers{Message: &msg}), msg)
		w.reserved <- string(msg.Key)
	}
}

func (w *Warehouse) reserve(ctx context.Context, msg kafka.Message) {
	headers := shop.Headers{Message: &msg}
	_, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(
		attribute.String("header.message-id", headers.Get("message-id")),
		attribute.String("header.trace-id", headers.Get("trace-id")),
	))
	span.End()
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, broker string) error {
	writer := shop.NewWriter(broker, shop.Orders)
	defer writer.Close()
	reader := shop.NewReader(broker, shop.Orders)
	defer reader.Close()

	warehouse := &Warehouse{reader: reader, reserved: make(chan string, 1)}
	stop := program.Start(ctx, warehouse.Run)
	if err := (&Checkout{writer: writer}).Place(ctx, orders.Placed{OrderID: "o-1"}); err != nil {
		return err
	}
	program.Await(warehouse.reserved, 1)
	return stop()
}
