// Package lambda is called with what came out of a queue, several messages at a
// time; the context is the invocation's.
package lambda

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"go.opentelemetry.io/contrib/instrumentation/github.com/aws/aws-lambda-go/otellambda"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/lambda")

func carrier(m *events.SQSMessage) propagation.MapCarrier {
	c := propagation.MapCarrier{}
	for k, v := range m.MessageAttributes {
		if v.StringValue != nil {
			c[k] = *v.StringValue
		}
	}
	return c
}

func each(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		_ = record.Body
		span.End()
	}
	return nil
}

func part(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		ship(ctx, record)
	}
	return nil
}

func ship(ctx context.Context, record events.SQSMessage) {
	_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
	defer span.End()
	_ = record.Body
}

func extracts(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier(&record)), "ship-order")
		span.End()
	}
	return nil
}

// A span of the invocation is nobody's message's.

func around(ctx context.Context, e events.SQSEvent) error {
	_, span := tracer.Start(ctx, "ship-orders")
	defer span.End()
	return nil
}

// What is no event of a queue has its cause in the invocation.

func request(ctx context.Context, r events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {
	_, span := tracer.Start(ctx, "place-order")
	defer span.End()
	return events.APIGatewayProxyResponse{}, nil
}

func start(which int) {
	switch which {
	case 0:
		lambda.Start(each)
	case 1:
		lambda.Start(part)
	case 2:
		lambda.Start(extracts)
	case 3:
		lambda.Start(around)
	default:
		lambda.StartWithOptions(request)
	}
}

// otellambda has a span for the invocation. Where its parent comes from an
// option says; without, it looks at nothing of the event.

func wrapped(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		_ = record.Body
		span.End()
	}
	return nil
}

func flushed(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		_ = record.Body
		span.End()
	}
	return nil
}

func wrappedExtracts(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier(&record)), "ship-order")
		span.End()
	}
	return nil
}

func found(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(ctx, "ship-order")
		_ = record.Body
		span.End()
	}
	return nil
}

func perhaps(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(ctx, "ship-order")
		_ = record.Body
		span.End()
	}
	return nil
}

func whole(ctx context.Context, e events.SQSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(ctx, "ship-order")
		_ = record.Body
		span.End()
	}
	return nil
}

func first(eventJSON []byte) propagation.TextMapCarrier {
	var e events.SQSEvent
	if json.Unmarshal(eventJSON, &e) != nil || len(e.Records) == 0 {
		return propagation.MapCarrier{}
	}
	return carrier(&e.Records[0])
}

func startWrapped(which int, f otellambda.Flusher, opts ...otellambda.Option) {
	switch which {
	case 0:
		lambda.Start(otellambda.InstrumentHandler(wrapped))
	case 1:
		lambda.Start(otellambda.InstrumentHandler(flushed, otellambda.WithFlusher(f)))
	case 2:
		lambda.Start(otellambda.InstrumentHandler(wrappedExtracts))
	case 3:
		lambda.Start(otellambda.InstrumentHandler(found, otellambda.WithFlusher(f), otellambda.WithEventToCarrier(first)))
	case 4:
		lambda.Start(otellambda.InstrumentHandler(perhaps, opts...))
	default:
		lambda.Start(otellambda.WrapHandler(lambda.NewHandler(whole), otellambda.WithEventToCarrier(first)))
	}
}

// A topic's records have the message in a field; those of Kafka and RabbitMQ
// come in lists by topic and by queue.

func announced(ctx context.Context, e events.SNSEvent) error {
	for _, record := range e.Records {
		_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
		_ = record.SNS.Message
		span.End()
	}
	return nil
}

func announcedExtracts(ctx context.Context, e events.SNSEvent) error {
	for _, record := range e.Records {
		c := propagation.MapCarrier{}
		for k, v := range record.SNS.MessageAttributes {
			if a, ok := v.(map[string]any); ok {
				c[k], _ = a["Value"].(string)
			}
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, c), "ship-order")
		_ = record.SNS.Message
		span.End()
	}
	return nil
}

func announcedAround(ctx context.Context, e events.SNSEvent) error {
	_, span := tracer.Start(ctx, "ship-orders")
	defer span.End()
	return nil
}

func streamed(ctx context.Context, e events.KafkaEvent) error {
	for _, records := range e.Records {
		for _, record := range records {
			_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
			_ = record.Value
			span.End()
		}
	}
	return nil
}

func streamedExtracts(ctx context.Context, e events.KafkaEvent) error {
	for _, records := range e.Records {
		for _, record := range records {
			c := propagation.MapCarrier{}
			for _, headers := range record.Headers {
				for k, v := range headers {
					c[k] = string(v)
				}
			}
			_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, c), "ship-order")
			_ = record.Value
			span.End()
		}
	}
	return nil
}

func streamedAround(ctx context.Context, e events.KafkaEvent) error {
	for topic := range e.Records {
		_, span := tracer.Start(ctx, "ship-orders")
		_ = topic
		span.End()
	}
	return nil
}

func queued(ctx context.Context, e events.RabbitMQEvent) error {
	for _, messages := range e.MessagesByQueue {
		for _, m := range messages {
			unload(ctx, m)
		}
	}
	return nil
}

func unload(ctx context.Context, m events.RabbitMQMessage) {
	_, span := tracer.Start(ctx, "unload-order") // want "freshroot/root"
	defer span.End()
	_ = m.Data
}

func queuedExtracts(ctx context.Context, e events.RabbitMQEvent) error {
	for _, messages := range e.MessagesByQueue {
		for _, m := range messages {
			c := propagation.MapCarrier{}
			for k, v := range m.BasicProperties.Headers {
				if s, ok := v.(string); ok {
					c[k] = s
				}
			}
			_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, c), "unload-order")
			_ = m.Data
			span.End()
		}
	}
	return nil
}

func startOthers(which int) {
	switch which {
	case 0:
		lambda.Start(announced)
	case 1:
		lambda.Start(announcedExtracts)
	case 2:
		lambda.Start(announcedAround)
	case 3:
		lambda.Start(streamed)
	case 4:
		lambda.Start(streamedExtracts)
	case 5:
		lambda.Start(streamedAround)
	case 6:
		lambda.Start(queued)
	default:
		lambda.Start(queuedExtracts)
	}
}
