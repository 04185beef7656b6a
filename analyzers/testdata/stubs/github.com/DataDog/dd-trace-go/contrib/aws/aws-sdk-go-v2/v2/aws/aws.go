// Package aws has the signatures of Datadog's middleware for the clients of AWS,
// as far as the test cases need them.
package aws

import "github.com/aws/aws-sdk-go-v2/aws"

type Option interface{}

func AppendMiddleware(awsCfg *aws.Config, opts ...Option) {}
