// Package aws is a stub: the signatures of dd-trace-go's contrib/aws/aws-sdk-go-v2 v2, without code.
package aws

import "github.com/aws/aws-sdk-go-v2/aws"

type Option interface{ apply(*config) }

type config struct{}

func AppendMiddleware(awsCfg *aws.Config, opts ...Option) {}
