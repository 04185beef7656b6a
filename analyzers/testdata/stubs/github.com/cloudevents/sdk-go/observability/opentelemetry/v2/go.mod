module github.com/cloudevents/sdk-go/observability/opentelemetry/v2

go 1.25
