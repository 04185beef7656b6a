package aws

import (
	"context"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/service/sns"
)

type topic1 struct {
	client *sns.SNS
	arn    *string
}

func (t *topic1) literal(ctx context.Context, order string) error {
	_, err := t.client.PublishWithContext(ctx, &sns.PublishInput{TopicArn: t.arn, Message: aws.String(order)})
	return err
}

func (t *topic1) attributed(ctx context.Context, order string) error {
	in := sns.PublishInput{
		TopicArn: t.arn,
		Message:  aws.String(order),
		MessageAttributes: map[string]*sns.MessageAttributeValue{
			"kind": {DataType: aws.String("String"), StringValue: aws.String("order")},
		},
	}
	_, err := t.client.Publish(&in)
	return err
}
