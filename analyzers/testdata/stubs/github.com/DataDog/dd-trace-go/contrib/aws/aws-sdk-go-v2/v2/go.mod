module github.com/DataDog/dd-trace-go/contrib/aws/aws-sdk-go-v2/v2

go 1.24

require github.com/aws/aws-sdk-go-v2 v1.47.7
