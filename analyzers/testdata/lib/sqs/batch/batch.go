// Package batch sends orders several at a time, none of which has attributes.
package batch

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/sqs/shop"
)

var tracer = otel.Tracer("tracelint.test/sqs/batch")

// Shop takes orders.
type Shop struct {
	queue *sqs.Client
	url   string
}

// Place places an order.
func (s *Shop) Place(ctx context.Context, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	_, err = s.queue.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{ // want publishctx/no-carrier
		QueueUrl: aws.String(s.url),
		Entries:  []types.SendMessageBatchRequestEntry{{Id: aws.String(orderID), MessageBody: aws.String(string(payload))}},
	})
	return err
}

// Run places one order and lets the warehouse reserve it.
func Run(ctx context.Context, url string) error {
	queue := shop.NewClient(url)
	warehouse := &shop.Warehouse{Queue: queue, URL: url, Reserved: make(chan string, 1)}
	return shop.Serve(ctx, warehouse.Reserved, warehouse.Consume, func(ctx context.Context) error {
		return (&Shop{queue, url}).Place(ctx, "o-1")
	})
}
