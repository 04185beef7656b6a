// Package aws is a stub: the signatures of dd-trace-go's contrib/aws/aws-sdk-go-v2 in its first version, without code.
package aws

import (
	v2 "github.com/DataDog/dd-trace-go/contrib/aws/aws-sdk-go-v2/v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws"
)

type Option = v2.Option

func AppendMiddleware(awsCfg *aws.Config, opts ...Option) {}
