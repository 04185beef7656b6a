package aws

import (
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/service/sqs"
	"github.com/aws/aws-sdk-go/service/sqs/sqsiface"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type queue1 struct {
	client sqsiface.SQSAPI
	url    *string
}

func (q *queue1) literal(ctx context.Context, order string) error {
	_, err := q.client.SendMessageWithContext(ctx, &sqs.SendMessageInput{QueueUrl: q.url, MessageBody: aws.String(order)})
	return err
}

func (q *queue1) variable(ctx context.Context, order string) error {
	in := &sqs.SendMessageInput{QueueUrl: q.url}
	in.MessageBody = aws.String(order)
	_, err := q.client.SendMessage(in)
	return err
}

// The messages are in the input.
func (q *queue1) batch(ctx context.Context, orders int) error {
	var entries []*sqs.SendMessageBatchRequestEntry
	for order := range orders {
		entries = append(entries, &sqs.SendMessageBatchRequestEntry{MessageBody: aws.String(strconv.Itoa(order))})
	}
	_, err := q.client.SendMessageBatchWithContext(ctx, &sqs.SendMessageBatchInput{QueueUrl: q.url, Entries: entries})
	return err
}

func (q *queue1) receive(ctx context.Context) error {
	for {
		out, err := q.client.ReceiveMessageWithContext(ctx, &sqs.ReceiveMessageInput{QueueUrl: q.url, MessageAttributeNames: []*string{aws.String("All")}})
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
func (q *queue1) unasked(ctx context.Context) error {
	out, err := q.client.ReceiveMessageWithContext(ctx, &sqs.ReceiveMessageInput{QueueUrl: q.url})
	if err != nil {
		return err
	}
	for _, msg := range out.Messages {
		carrier := propagation.MapCarrier{}
		for name, attribute := range msg.MessageAttributes {
			carrier.Set(name, aws.StringValue(attribute.StringValue))
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier), "ship-order")
		span.End()
	}
	return nil
}

// What a function is handed one by one it extracts from by itself.
func (q *queue1) drain(ctx context.Context) error {
	out, err := q.client.ReceiveMessageWithContext(ctx, &sqs.ReceiveMessageInput{
		QueueUrl:              q.url,
		MessageAttributeNames: []*string{aws.String("All")},
	})
	if err != nil {
		return err
	}
	for _, msg := range out.Messages {
		q.ship(ctx, msg)
	}
	return nil
}

func (q *queue1) ship(ctx context.Context, msg *sqs.Message) {
	ctx, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_, _ = q.client.DeleteMessageWithContext(ctx, &sqs.DeleteMessageInput{QueueUrl: q.url, ReceiptHandle: msg.ReceiptHandle})
}
