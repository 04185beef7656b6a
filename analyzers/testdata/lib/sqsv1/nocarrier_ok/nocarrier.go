// Package nocarrier sends orders with the trace among their attributes.
package nocarrier

import (
	"context"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/service/sqs"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/sqsv1/shop"
)

var tracer = otel.Tracer("tracelint.test/sqsv1/nocarrier")

// Shop takes orders.
type Shop struct{ url string }

// Place places an order.
func (s *Shop) Place(ctx context.Context, queue *sqs.SQS) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", "o-1")))
	defer span.End()
	payload, err := orders.Placed{OrderID: "o-1"}.Encode()
	if err != nil {
		return err
	}
	attributes := shop.Attributes{}
	otel.GetTextMapPropagator().Inject(ctx, attributes)
	_, err = queue.SendMessageWithContext(ctx, &sqs.SendMessageInput{QueueUrl: aws.String(s.url), MessageBody: aws.String(string(payload)), MessageAttributes: attributes})
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	warehouse := &shop.Warehouse{URL: url, Reserved: make(chan string, 1)}
	return shop.Serve(ctx, url, warehouse.Reserved, warehouse.Consume, (&Shop{url}).Place)
}
