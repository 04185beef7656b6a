package aws

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
)

type topic struct {
	client *sns.Client
	arn    *string
}

func (t *topic) literal(ctx context.Context, order string) error {
	_, err := t.client.Publish(ctx, &sns.PublishInput{TopicArn: t.arn, Message: aws.String(order)})
	return err
}

func (t *topic) variable(ctx context.Context, order string) error {
	var in sns.PublishInput
	in.TopicArn = t.arn
	in.Message = aws.String(order)
	_, err := t.client.Publish(ctx, &in)
	return err
}

// The messages are in the input.
func (t *topic) batch(ctx context.Context, order string) error {
	_, err := t.client.PublishBatch(ctx, &sns.PublishBatchInput{
		TopicArn:                   t.arn,
		PublishBatchRequestEntries: []types.PublishBatchRequestEntry{{Id: aws.String("1"), Message: aws.String(order)}},
	})
	return err
}
