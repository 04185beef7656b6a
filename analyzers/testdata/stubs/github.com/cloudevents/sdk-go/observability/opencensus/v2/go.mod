module github.com/cloudevents/sdk-go/observability/opencensus/v2

go 1.22
