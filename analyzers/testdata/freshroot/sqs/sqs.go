// Package sqs receives from queues of AWS, which bring a message's attributes
// only if they are asked for.
package sqs

import (
	"context"
	"database/sql"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"go.opentelemetry.io/otel"
)

var tracer = otel.Tracer("tracelint.test/freshroot/sqs")

type worker struct {
	queue *sqs.Client
	url   *string
	db    *sql.DB
	in    *sqs.ReceiveMessageInput
}

// attributes is a carrier over a message's attributes.
type attributes map[string]types.MessageAttributeValue

func (a attributes) Get(key string) string { return aws.ToString(a[key].StringValue) }

func (a attributes) Set(key, value string) {
	a[key] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(value)}
}

func (a attributes) Keys() []string {
	var keys []string
	for k := range a {
		keys = append(keys, k)
	}
	return keys
}

// Nothing is extracted.

func (w *worker) root(ctx context.Context) error {
	for ctx.Err() == nil {
		out, err := w.queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: w.url, MessageAttributeNames: []string{"All"}})
		if err != nil {
			return err
		}
		for _, m := range out.Messages {
			_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
			_ = m.Body
			span.End()
		}
	}
	return nil
}

func (w *worker) part(ctx context.Context) error {
	for ctx.Err() == nil {
		out, err := w.queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: w.url, MessageAttributeNames: []string{"All"}})
		if err != nil {
			return err
		}
		for _, m := range out.Messages {
			w.ship(ctx, m)
		}
	}
	return nil
}

func (w *worker) ship(ctx context.Context, m types.Message) {
	_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
	defer span.End()
	_ = m.Body
}

// Without a span of its own, the work of each message is in the loop over the batch.

func (w *worker) works(ctx context.Context) error {
	for ctx.Err() == nil {
		out, err := w.queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: w.url, MessageAttributeNames: []string{"All"}})
		if err != nil {
			return err
		}
		for _, m := range out.Messages { // want "freshroot/no-extract: .*works on the message m in ctx"
			if err := w.store(ctx, m.Body); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *worker) worksApart(ctx context.Context) error {
	for ctx.Err() == nil {
		out, err := w.queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: w.url, MessageAttributeNames: []string{"All"}})
		if err != nil {
			return err
		}
		for _, m := range out.Messages {
			if err := w.store(otel.GetTextMapPropagator().Extract(ctx, attributes(m.MessageAttributes)), m.Body); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *worker) store(ctx context.Context, body *string) error {
	_, err := w.db.ExecContext(ctx, "INSERT INTO shipments (body) VALUES (?)", aws.ToString(body))
	return err
}

// Extracted from attributes that are not there, and from those that are.

func (w *worker) unasked(ctx context.Context) error {
	for ctx.Err() == nil {
		out, err := w.queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: w.url}) // want "freshroot/attributes"
		if err != nil {
			return err
		}
		for _, m := range out.Messages {
			_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, attributes(m.MessageAttributes)), "ship-order")
			span.End()
		}
	}
	return nil
}

func (w *worker) asked(ctx context.Context) error {
	for ctx.Err() == nil {
		out, err := w.queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: w.url, MessageAttributeNames: []string{"traceparent"}})
		if err != nil {
			return err
		}
		for _, m := range out.Messages {
			_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, attributes(m.MessageAttributes)), "ship-order")
			span.End()
		}
	}
	return nil
}

func (w *worker) askedLater(ctx context.Context) error {
	in := &sqs.ReceiveMessageInput{QueueUrl: w.url}
	in.MessageAttributeNames = append(in.MessageAttributeNames, "traceparent")
	out, err := w.queue.ReceiveMessage(ctx, in)
	if err != nil {
		return err
	}
	for _, m := range out.Messages {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, attributes(m.MessageAttributes)), "ship-order")
		span.End()
	}
	return nil
}

func (w *worker) askedElsewhere(ctx context.Context) error {
	out, err := w.queue.ReceiveMessage(ctx, w.in)
	if err != nil {
		return err
	}
	for _, m := range out.Messages {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, attributes(m.MessageAttributes)), "ship-order")
		span.End()
	}
	return nil
}

// Who reads no attributes needs none.

func (w *worker) drain(ctx context.Context) error {
	out, err := w.queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: w.url})
	if err != nil {
		return err
	}
	for _, m := range out.Messages {
		if _, err := w.queue.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: w.url, ReceiptHandle: m.ReceiptHandle}); err != nil {
			return err
		}
	}
	return nil
}
