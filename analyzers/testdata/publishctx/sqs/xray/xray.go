// Package xray sends to queues of AWS in programs that X-Ray traces: its header
// of the request is handed on with the messages in it.
package xray

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go/aws/session"
	snsv1 "github.com/aws/aws-sdk-go/service/sns"
	sqsv1 "github.com/aws/aws-sdk-go/service/sqs"
	"github.com/aws/aws-xray-sdk-go/instrumentation/awsv2"
	xrayv2 "github.com/aws/aws-xray-sdk-go/v2/instrumentation/awsv2"
	"github.com/aws/aws-xray-sdk-go/xray"
)

func traced(ctx context.Context, cfg aws.Config, url *string) error {
	awsv2.AWSV2Instrumentor(&cfg.APIOptions)
	queue := sqs.NewFromConfig(cfg)
	_, err := queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")})
	return err
}

func untraced(ctx context.Context, url *string) error {
	queue := sqs.NewFromConfig(aws.Config{Region: "eu-central-1"})
	_, err := queue.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")}) // want "publishctx/no-carrier"
	return err
}

func tracedInNothing(ctx context.Context, cfg aws.Config, url *string) error {
	ctx, seg := xray.BeginSubsegment(ctx, "place-order")
	defer seg.Close(nil)
	awsv2.AWSV2Instrumentor(&cfg.APIOptions)
	queue := sqs.NewFromConfig(cfg)
	_, err := queue.SendMessage(context.Background(), &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")}) // want "publishctx/dropped"
	return err
}

// X-Ray's own second version.

func tracedBySecond(ctx context.Context, cfg aws.Config, url *string) error {
	xrayv2.AWSV2Instrumentor(&cfg.APIOptions)
	_, err := sqs.NewFromConfig(cfg).SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")})
	return err
}

func tracedBySecondInNothing(ctx context.Context, cfg aws.Config, url *string) error {
	xrayv2.AWSV2Instrumentor(&cfg.APIOptions)
	_, err := sqs.NewFromConfig(cfg).SendMessage(context.Background(), &sqs.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")}) // want "publishctx/dropped"
	return err
}

// The first version of the SDK.

func tracedClient(ctx context.Context, s *session.Session, url *string) error {
	queue := sqsv1.New(s)
	xray.AWS(queue.Client)
	_, err := queue.SendMessageWithContext(ctx, &sqsv1.SendMessageInput{QueueUrl: url, MessageBody: aws.String("{}")})
	return err
}

func tracedSession(ctx context.Context, topic *string) error {
	s := xray.AWSSession(session.Must(session.NewSession()))
	_, err := snsv1.New(s).PublishWithContext(ctx, &snsv1.PublishInput{TopicArn: topic, Message: aws.String("{}")})
	return err
}

func withoutContext(ctx context.Context, topic *string) error {
	s := xray.AWSSession(session.Must(session.NewSession()))
	_, err := snsv1.New(s).Publish(&snsv1.PublishInput{TopicArn: topic, Message: aws.String("{}")}) // want "publishctx/no-carrier"
	return err
}
