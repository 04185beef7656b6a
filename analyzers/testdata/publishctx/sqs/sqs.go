// Package sqs sends to queues and topics of AWS with both versions of its SDK.
package sqs

import (
	"context"
	"strconv"

	datadog "github.com/DataDog/dd-trace-go/contrib/aws/aws-sdk-go-v2/v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	awsv1 "github.com/aws/aws-sdk-go/aws"
	snsv1 "github.com/aws/aws-sdk-go/service/sns"
	sqsv1 "github.com/aws/aws-sdk-go/service/sqs"
	"github.com/aws/aws-sdk-go/service/sqs/sqsiface"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	datadogv1 "gopkg.in/DataDog/dd-trace-go.v1/contrib/aws/aws-sdk-go-v2/aws"
)

type shop struct {
	queue  *sqs.Client
	topic  *sns.Client
	v1     *sqsv1.SQS
	iface  sqsiface.SQSAPI
	sns1   *snsv1.SNS
	url    *string
	orders *string
}

func (s *shop) bare(ctx context.Context, id string) error {
	_, err := s.queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: s.url, MessageBody: aws.String(id)}) // want "publishctx/no-carrier"
	return err
}

func (s *shop) injected(ctx context.Context, id string) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	attributes := map[string]types.MessageAttributeValue{}
	for k, v := range carrier {
		attributes[k] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(v)}
	}
	_, err := s.queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: s.url, MessageBody: aws.String(id), MessageAttributes: attributes})
	return err
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

func (s *shop) carrier(ctx context.Context, id string) error {
	a := attributes{}
	otel.GetTextMapPropagator().Inject(ctx, a)
	_, err := s.queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: s.url, MessageBody: aws.String(id), MessageAttributes: a})
	return err
}

func (s *shop) fresh(ctx context.Context, id string) error {
	a := attributes{}
	otel.GetTextMapPropagator().Inject(context.Background(), a) // want "publishctx/dropped"
	_, err := s.queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: s.url, MessageBody: aws.String(id), MessageAttributes: a})
	return err
}

func (s *shop) otherAttribute(ctx context.Context, id string) error {
	_, err := s.queue.SendMessage(ctx, &sqs.SendMessageInput{ // want "publishctx/no-carrier"
		QueueUrl:    s.url,
		MessageBody: aws.String(id),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"kind": {DataType: aws.String("String"), StringValue: aws.String("order")},
		},
	})
	return err
}

// Several at once.

func (s *shop) batch(ctx context.Context, n int) error {
	var entries []types.SendMessageBatchRequestEntry
	for i := range n {
		entries = append(entries, types.SendMessageBatchRequestEntry{MessageBody: aws.String(strconv.Itoa(i))})
	}
	_, err := s.queue.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: s.url, Entries: entries}) // want "publishctx/no-carrier"
	return err
}

func (s *shop) batchInjected(ctx context.Context, n int) error {
	var entries []types.SendMessageBatchRequestEntry
	for i := range n {
		a := attributes{}
		otel.GetTextMapPropagator().Inject(ctx, a)
		entries = append(entries, types.SendMessageBatchRequestEntry{MessageBody: aws.String(strconv.Itoa(i)), MessageAttributes: a})
	}
	_, err := s.queue.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: s.url, Entries: entries})
	return err
}

// A topic.

func (s *shop) announce(ctx context.Context, id string) error {
	_, err := s.topic.Publish(ctx, &sns.PublishInput{TopicArn: s.orders, Message: aws.String(id)}) // want "publishctx/no-carrier"
	return err
}

func (s *shop) announceTraced(ctx context.Context, id string) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	in := &sns.PublishInput{TopicArn: s.orders, Message: aws.String(id), MessageAttributes: map[string]snstypes.MessageAttributeValue{}}
	for k, v := range carrier {
		in.MessageAttributes[k] = snstypes.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(v)}
	}
	_, err := s.topic.Publish(ctx, in)
	return err
}

// The first version, with and without a context, which makes no difference.

func (s *shop) one(ctx context.Context, id string) error {
	_, err := s.v1.SendMessageWithContext(ctx, &sqsv1.SendMessageInput{QueueUrl: s.url, MessageBody: awsv1.String(id)}) // want "publishctx/no-carrier"
	return err
}

func (s *shop) oneAlone(ctx context.Context, id string) error {
	_, err := s.v1.SendMessage(&sqsv1.SendMessageInput{QueueUrl: s.url, MessageBody: awsv1.String(id)}) // want "publishctx/no-carrier"
	return err
}

func (s *shop) oneInterface(ctx context.Context, id string) error {
	_, err := s.iface.SendMessageWithContext(ctx, &sqsv1.SendMessageInput{QueueUrl: s.url, MessageBody: awsv1.String(id)}) // want "publishctx/no-carrier"
	return err
}

func (s *shop) oneTopic(ctx context.Context, id string) error {
	_, err := s.sns1.PublishWithContext(ctx, &snsv1.PublishInput{TopicArn: s.orders, Message: awsv1.String(id)}) // want "publishctx/no-carrier"
	return err
}

func (s *shop) oneInjected(ctx context.Context, id string) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	in := &sqsv1.SendMessageInput{QueueUrl: s.url, MessageBody: awsv1.String(id), MessageAttributes: map[string]*sqsv1.MessageAttributeValue{}}
	for k, v := range carrier {
		in.MessageAttributes[k] = &sqsv1.MessageAttributeValue{DataType: awsv1.String("String"), StringValue: awsv1.String(v)}
	}
	_, err := s.v1.SendMessageWithContext(ctx, in)
	return err
}

// Datadog's middleware writes the trace into the message, by a client whose
// configuration it was added to.

func traced(ctx context.Context, cfg aws.Config, url *string) error {
	datadog.AppendMiddleware(&cfg)
	queue := sqs.NewFromConfig(cfg)
	_, err := queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")})
	return err
}

func untraced(ctx context.Context, cfg aws.Config, url *string) error {
	queue := sqs.NewFromConfig(cfg)
	_, err := queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")}) // want "publishctx/no-carrier"
	return err
}

type tracedShop struct{ queue *sqs.Client }

func newTracedShop(cfg aws.Config) *tracedShop {
	datadog.AppendMiddleware(&cfg)
	return &tracedShop{queue: sqs.NewFromConfig(cfg)}
}

func (s *tracedShop) place(ctx context.Context, url *string) error {
	_, err := s.queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")})
	return err
}

func (s *tracedShop) placeInNothing(url *string) error {
	ctx, span := otel.Tracer("shop").Start(context.Background(), "place-order")
	defer span.End()
	_ = ctx
	_, err := s.queue.SendMessage(context.Background(), &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")}) // want "publishctx/dropped"
	return err
}

// The middleware of its first version, in a configuration that a helper adds it to.

func instrument(cfg *aws.Config) { datadogv1.AppendMiddleware(cfg) }

func tracedByHelper(ctx context.Context, cfg aws.Config, topic *string) error {
	instrument(&cfg)
	_, err := sns.NewFromConfig(cfg).Publish(ctx, &sns.PublishInput{TopicArn: topic, Message: aws.String("{}")})
	return err
}

// A configuration that is loaded with the middleware.

func load(region string) (cfg aws.Config) {
	cfg.Region = region
	datadog.AppendMiddleware(&cfg)
	return cfg
}

func tracedWhenLoaded(ctx context.Context, url *string) error {
	queue := sqs.NewFromConfig(load("eu-central-1"))
	_, err := queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")})
	return err
}
