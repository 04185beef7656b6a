// Package envelopes hands payloads to queues as text: whether the trace is in
// there is for those to say who made it.
package envelopes

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	bus "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	awsv1 "github.com/aws/aws-sdk-go/aws"
	snsv1 "github.com/aws/aws-sdk-go/service/sns"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type order struct {
	ID    string
	Lines []string
}

type envelope struct {
	Headers map[string]string
	Order   order
}

func sealed(ctx context.Context, o order) envelope {
	e := envelope{Headers: map[string]string{}, Order: o}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(e.Headers))
	return e
}

type shop struct {
	queue  *sqs.Client
	topic  *sns.Client
	topic1 *snsv1.SNS
	events *eventbridge.Client
	url    string
}

func (s *shop) enqueue(ctx context.Context, payload any) error {
	text, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	_, err = s.queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &s.url, MessageBody: aws.String(string(text))})
	return err
}

func (s *shop) enqueueSealed(ctx context.Context, o order) error {
	return s.enqueue(ctx, sealed(ctx, o))
}

func (s *shop) enqueueBare(ctx context.Context, o order) error {
	return s.enqueue(ctx, o) // want "publishctx/no-carrier"
}

func (s *shop) enqueueText(ctx context.Context, text string) error {
	_, err := s.queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &s.url, MessageBody: &text})
	return err
}

func (s *shop) enqueueTextSealed(ctx context.Context, o order) error {
	text, err := json.Marshal(sealed(ctx, o))
	if err != nil {
		return err
	}
	return s.enqueueText(ctx, string(text))
}

func (s *shop) enqueueTextBare(ctx context.Context, o order) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return s.enqueueText(ctx, string(text)) // want "publishctx/no-carrier"
}

func (s *shop) notify(ctx context.Context, payload any) error {
	text, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	_, err = s.topic.Publish(ctx, &sns.PublishInput{TopicArn: &s.url, Message: aws.String(string(text))})
	return err
}

func (s *shop) notifySealed(ctx context.Context, o order) error {
	return s.notify(ctx, sealed(ctx, o))
}

func (s *shop) notifyBare(ctx context.Context, o order) error {
	return s.notify(ctx, o) // want "publishctx/no-carrier"
}

func (s *shop) notifyV1(ctx context.Context, payload any) error {
	text, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	_, err = s.topic1.PublishWithContext(ctx, &snsv1.PublishInput{TopicArn: &s.url, Message: awsv1.String(string(text))})
	return err
}

func (s *shop) notifyV1Sealed(ctx context.Context, o order) error {
	return s.notifyV1(ctx, sealed(ctx, o))
}

func (s *shop) notifyV1Bare(ctx context.Context, o order) error {
	return s.notifyV1(ctx, o) // want "publishctx/no-carrier"
}

func (s *shop) put(ctx context.Context, payload any) error {
	text, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	_, err = s.events.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []bus.PutEventsRequestEntry{{
		Source: aws.String("shop"), DetailType: aws.String("order"), Detail: aws.String(string(text)),
	}}})
	return err
}

func (s *shop) putSealed(ctx context.Context, o order) error {
	return s.put(ctx, sealed(ctx, o))
}

func (s *shop) putBare(ctx context.Context, o order) error {
	return s.put(ctx, o) // want "publishctx/no-carrier"
}
