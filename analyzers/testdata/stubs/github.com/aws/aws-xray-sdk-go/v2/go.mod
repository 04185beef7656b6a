module github.com/aws/aws-xray-sdk-go/v2

go 1.25.0
