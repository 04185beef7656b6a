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

func fromTopic(ctx context.Context, event events.SNSEvent) error {
	for _, record := range event.Records {
		_, span := tracer.Start(ctx, "ship-order")
		_ = record.SNS.Message
		span.End()
	}
	return nil
}

func announced(ctx context.Context, event events.SNSEvent) error {
	for _, record := range event.Records {
		shipAnnounced(ctx, record.SNS)
	}
	return nil
}

func shipAnnounced(ctx context.Context, entity events.SNSEntity) {
	_, span := tracer.Start(ctx, "ship-order")
	defer span.End()
	_ = entity.Message
}

func fromKafka(ctx context.Context, event events.KafkaEvent) error {
	for _, records := range event.Records {
		for _, record := range records {
			_, span := tracer.Start(ctx, "ship-order")
			_ = record.Value
			span.End()
		}
	}
	return nil
}

func fromRabbitMQ(ctx context.Context, event events.RabbitMQEvent) error {
	for _, messages := range event.MessagesByQueue {
		for _, msg := range messages {
			_, span := tracer.Start(ctx, "ship-order")
			_ = msg.Data
			span.End()
		}
	}
	return nil
}

func start(source string) {
	switch source {
	case "queue":
		lambda.Start(fromQueue)
	case "one":
		lambda.Start(oneByOne)
	case "topic":
		lambda.Start(fromTopic)
	case "announced":
		lambda.Start(announced)
	case "kafka":
		lambda.Start(fromKafka)
	case "rabbitmq":
		lambda.Start(fromRabbitMQ)
	case "activemq":
		lambda.Start(fromActiveMQ)
	}
}
