package aws

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func fromQueue(ctx context.Context, event events.SQSEvent) error {
	for _, record := range event.Records {
		_, span := tracer.Start(ctx, "ship-order")
		_ = record.Body
		span.End()
	}
	return nil
}

func oneByOne(ctx context.Context, event events.SQSEvent) error {
	for _, record := range event.Records {
		ship(ctx, record)
	}
	return nil
}

func ship(ctx context.Context, record events.SQSMessage) {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_ = record.Body
}

func fromActiveMQ(ctx context.Context, event events.ActiveMQEvent) error {
	for _, msg := range event.Messages {
		_, span := tracer.Start(ctx, "ship-order")
		_ = msg.Data
		span.End()
	}
	return nil
}

func start(source string) {
	switch source {
	case "queue":
		lambda.Start(fromQueue)
	case "one":
		lambda.Start(oneByOne)
	case "activemq":
		lambda.Start(fromActiveMQ)
	}
}
