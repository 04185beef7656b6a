// Package root handles the messages of an event in the traces that their
// attributes bring along.
package root

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/lambda/shop"
)

var tracer = otel.Tracer("tracelint.test/lambda/root")

// Warehouse reserves what was ordered.
type Warehouse struct {
	book     *orders.Book
	reserved chan string
}

// Handle reserves the orders of an event.
func (w *Warehouse) Handle(ctx context.Context, event events.SQSEvent) error {
	for _, record := range event.Records {
		if err := w.reserve(ctx, record); err != nil {
			return err
		}
		w.reserved <- record.MessageId
	}
	return nil
}

func (w *Warehouse) reserve(ctx context.Context, record events.SQSMessage) error {
	sender := otel.GetTextMapPropagator().Extract(ctx, shop.Attributes(record.MessageAttributes))
	ctx, span := tracer.Start(sender, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode([]byte(record.Body))
	if err != nil {
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	warehouse := &Warehouse{book: &orders.Book{}, reserved: make(chan string, 1)}
	return shop.Serve(ctx, url, warehouse.reserved, func() { lambda.Start(warehouse.Handle) })
}
