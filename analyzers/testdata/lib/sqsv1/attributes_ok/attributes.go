// Package attributes asks the queue for the attributes that it extracts from.
package attributes

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/service/sqs"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/sqsv1/shop"
)

var tracer = otel.Tracer("tracelint.test/sqsv1/attributes")

// Warehouse reserves what was ordered.
type Warehouse struct {
	url      string
	book     *orders.Book
	reserved chan string
}

// Consume reserves orders until the context ends.
func (w *Warehouse) Consume(ctx context.Context, queue *sqs.SQS) error {
	for {
		out, err := queue.ReceiveMessageWithContext(ctx, &sqs.ReceiveMessageInput{QueueUrl: aws.String(w.url), MessageAttributeNames: []*string{aws.String("All")}})
		if err != nil {
			return err
		}
		for _, msg := range out.Messages {
			sender := otel.GetTextMapPropagator().Extract(ctx, shop.Attributes(msg.MessageAttributes))
			if err := w.reserve(sender, aws.StringValue(msg.Body)); err != nil {
				slog.ErrorContext(ctx, "order not reserved", "error", err)
			}
			w.reserved <- aws.StringValue(msg.MessageId)
		}
	}
}

func (w *Warehouse) reserve(ctx context.Context, payload string) error {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode([]byte(payload))
	if err != nil {
		span.SetStatus(codes.Error, err.Error())
		return err
	}
	return w.book.Add(ctx, order.OrderID)
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	warehouse := &Warehouse{url: url, book: &orders.Book{}, reserved: make(chan string, 1)}
	return shop.Serve(ctx, url, warehouse.reserved, warehouse.Consume, func(ctx context.Context, queue *sqs.SQS) error {
		return shop.Place(ctx, queue, url, "o-1")
	})
}
