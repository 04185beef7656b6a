// Package shop is the half of the programs with SNS's first client that is
// right: the warehouse has a queue that is subscribed to the topic, and receives
// from it what the topic was sent, attributes included.
package shop

import (
	"context"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/sns"
	"github.com/aws/aws-sdk-go/service/sqs"

	sqsshop "tracelint.test/testdata/lib/sqsv1/shop"
)

// Orders is the topic.
const Orders = "arn:aws:sns:eu-central-1:000000000000:orders"

// NewClient returns a client of the server at the address.
func NewClient(url string) (*sns.SNS, error) {
	sess, err := session.NewSession(&aws.Config{
		Region:      aws.String("eu-central-1"),
		Endpoint:    aws.String(url),
		Credentials: credentials.NewStaticCredentials("shop", "secret", ""),
	})
	if err != nil {
		return nil, err
	}
	return sns.New(sess), nil
}

// Attributes is a carrier over the attributes of a message.
type Attributes map[string]*sns.MessageAttributeValue

// Get returns the attribute of that name.
func (a Attributes) Get(key string) string {
	if a[key] == nil {
		return ""
	}
	return aws.StringValue(a[key].StringValue)
}

// Set sets the attribute of that name.
func (a Attributes) Set(key, value string) {
	a[key] = &sns.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(value)}
}

// Keys returns the attributes' names.
func (a Attributes) Keys() []string {
	keys := make([]string, 0, len(a))
	for key := range a {
		keys = append(keys, key)
	}
	return keys
}

// Serve has one order placed and awaits that the warehouse has reserved it.
func Serve(ctx context.Context, url string, place func(context.Context) error) error {
	warehouse := &sqsshop.Warehouse{URL: url, Reserved: make(chan string, 1)}
	return sqsshop.Serve(ctx, url, warehouse.Reserved, warehouse.Consume, func(ctx context.Context, _ *sqs.SQS) error { return place(ctx) })
}
