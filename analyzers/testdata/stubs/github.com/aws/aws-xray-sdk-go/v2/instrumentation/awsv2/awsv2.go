// Package awsv2 is a stub: the signatures of X-Ray's instrumentation of AWS's SDK, without code.
package awsv2

import "github.com/aws/smithy-go/middleware"

func AWSV2Instrumentor(apiOptions *[]func(*middleware.Stack) error) {}
