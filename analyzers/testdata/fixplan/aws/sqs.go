// Package aws sends to queues and topics of AWS, and takes in what came out of
// them, with both versions of the SDK and in a function.
package aws

import (
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/fixplan/aws")

type queue struct {
	client *sqs.Client
	url    *string
}

func (q *queue) literal(ctx context.Context, order string) error {
	_, err := q.client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: q.url, MessageBody: aws.String(order)})
	return err
}

func (q *queue) attributed(ctx context.Context, order string) error {
	in := &sqs.SendMessageInput{
		QueueUrl:    q.url,
		MessageBody: aws.String(order),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"kind": {DataType: aws.String("String"), StringValue: aws.String("order")},
		},
	}
	_, err := q.client.SendMessage(ctx, in)
	return err
}

// The messages are in the input.
func (q *queue) batch(ctx context.Context, orders int) error {
	var entries []types.SendMessageBatchRequestEntry
	for order := range orders {
		entries = append(entries, types.SendMessageBatchRequestEntry{MessageBody: aws.String(strconv.Itoa(order))})
	}
	_, err := q.client.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: q.url, Entries: entries})
	return err
}

func (q *queue) receive(ctx context.Context) error {
	for {
		out, err := q.client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: q.url, MessageAttributeNames: []string{"All"}})
		if err != nil {
			return err
		}
		for _, msg := range out.Messages {
			_, span := tracer.Start(ctx, "ship-order")
			_ = msg.Body
			span.End()
		}
	}
}

// Attributes that the queue was not asked for do not come.
func (q *queue) unasked(ctx context.Context) error {
	out, err := q.client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: q.url})
	if err != nil {
		return err
	}
	for _, msg := range out.Messages {
		carrier := propagation.MapCarrier{}
		for name, attribute := range msg.MessageAttributes {
			carrier.Set(name, aws.ToString(attribute.StringValue))
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier), "ship-order")
		span.End()
	}
	return nil
}

// What a function is handed one by one it extracts from by itself.
func (q *queue) drain(ctx context.Context) error {
	out, err := q.client.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
		QueueUrl:              q.url,
		MessageAttributeNames: []string{"All"},
	})
	if err != nil {
		return err
	}
	for _, msg := range out.Messages {
		q.ship(ctx, msg)
	}
	return nil
}

func (q *queue) ship(ctx context.Context, header types.Message) {
	ctx, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_, _ = q.client.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: q.url, ReceiptHandle: header.ReceiptHandle})
}
