// Package shop is the half of the SNS programs that is right: the warehouse has
// a queue that is subscribed to the topic, and receives from it what the topic
// was sent, attributes included.
package shop

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	sqsshop "tracelint.test/testdata/lib/sqs/shop"
)

// Orders is the topic.
const Orders = "arn:aws:sns:eu-central-1:000000000000:orders"

// NewClient returns a client of the server at the address.
func NewClient(url string) *sns.Client {
	return sns.New(sns.Options{
		Region:       "eu-central-1",
		BaseEndpoint: aws.String(url),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "shop", SecretAccessKey: "secret"}, nil
		}),
	})
}

// Attributes is a carrier over the attributes of a message.
type Attributes map[string]types.MessageAttributeValue

// Get returns the attribute of that name.
func (a Attributes) Get(key string) string { return aws.ToString(a[key].StringValue) }

// Set sets the attribute of that name.
func (a Attributes) Set(key, value string) {
	a[key] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(value)}
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
	warehouse := &sqsshop.Warehouse{Queue: sqsshop.NewClient(url), URL: url, Reserved: make(chan string, 1)}
	return sqsshop.Serve(ctx, warehouse.Reserved, warehouse.Consume, place)
}
