// Package v1 receives with the first version of AWS's SDK.
package v1

import (
	"context"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/service/sqs"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/sqs/v1")

func carrier(m *sqs.Message) propagation.MapCarrier {
	c := propagation.MapCarrier{}
	for k, v := range m.MessageAttributes {
		if v.StringValue != nil {
			c[k] = *v.StringValue
		}
	}
	return c
}

func unasked(ctx context.Context, queue *sqs.SQS, url string) error {
	out, err := queue.ReceiveMessageWithContext(ctx, &sqs.ReceiveMessageInput{ // want "freshroot/attributes"
		QueueUrl:            aws.String(url),
		MaxNumberOfMessages: aws.Int64(10),
	})
	if err != nil {
		return err
	}
	for _, m := range out.Messages {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier(m)), "ship-order")
		span.End()
	}
	return nil
}
