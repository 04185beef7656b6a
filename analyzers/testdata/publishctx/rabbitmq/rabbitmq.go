// Package rabbitmq sends events with the clients of RabbitMQ, none of which
// takes anything out of a context.
package rabbitmq

import (
	"context"
	"encoding/json"

	goamqp "github.com/Azure/go-amqp"
	"github.com/rabbitmq/rabbitmq-amqp-go-client/pkg/rabbitmqamqp"
	streamamqp "github.com/rabbitmq/rabbitmq-stream-go-client/pkg/amqp"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/message"
	"github.com/rabbitmq/rabbitmq-stream-go-client/pkg/stream"
	oldamqp "github.com/streadway/amqp"
	gorabbit "github.com/wagslane/go-rabbitmq"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/publishctx/rabbitmq/wire"
	"tracelint.test/testdata/shared/events"
)

// The old path of amqp091.

func old(ctx context.Context, ch *oldamqp.Channel, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return ch.Publish("orders", "placed", false, false, oldamqp.Publishing{Body: []byte(e.OrderID)}) // want "publishctx/no-carrier: Channel.Publish sends nothing of the context ctx along: consumers cannot join the trace; inject it into the headers"
}

func oldGood(ctx context.Context, ch *oldamqp.Channel, e events.Placed) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	headers := oldamqp.Table{}
	for key, value := range carrier {
		headers[key] = value
	}
	return ch.Publish("orders", "placed", false, false, oldamqp.Publishing{Headers: headers, Body: []byte(e.OrderID)})
}

// Headers come by an option.

func option(ctx context.Context, p *gorabbit.Publisher, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return p.PublishWithContext(ctx, data, []string{"placed"}, // want "publishctx/no-carrier: Publisher.PublishWithContext"
		gorabbit.WithPublishOptionsContentType("application/json"),
		gorabbit.WithPublishOptionsHeaders(gorabbit.Table{"version": "2"}),
	)
}

func optionGood(ctx context.Context, p *gorabbit.Publisher, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	headers := gorabbit.Table{}
	for key, value := range carrier {
		headers[key] = value
	}
	return p.PublishWithContext(ctx, data, []string{"placed"},
		gorabbit.WithPublishOptionsContentType("application/json"),
		gorabbit.WithPublishOptionsHeaders(headers),
	)
}

func optionCorrelated(ctx context.Context, p *gorabbit.Publisher, e events.Placed) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	return p.PublishWithContext(ctx, data, []string{"placed"}, gorabbit.WithPublishOptionsCorrelationID(events.Correlation(ctx)))
}

// AMQP 1.0.

func ten(ctx context.Context, p *rabbitmqamqp.Publisher, e events.Placed) error {
	_, err := p.Publish(ctx, rabbitmqamqp.NewMessage([]byte(e.OrderID))) // want "publishctx/no-carrier: Publisher.Publish .*; inject it into the application properties"
	return err
}

func tenGood(ctx context.Context, p *rabbitmqamqp.Publisher, e events.Placed) error {
	msg := rabbitmqamqp.NewMessage([]byte(e.OrderID))
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	msg.ApplicationProperties = map[string]any{}
	for key, value := range carrier {
		msg.ApplicationProperties[key] = value
	}
	_, err := p.Publish(ctx, msg)
	return err
}

func bare(ctx context.Context, s *goamqp.Sender, e events.Placed) error {
	return s.Send(ctx, goamqp.NewMessage([]byte(e.OrderID)), nil) // want "publishctx/no-carrier: Sender.Send .*; inject it into the application properties"
}

func wired(ctx context.Context, l *wire.Link, e events.Placed) error {
	return l.Send(ctx, goamqp.NewMessage([]byte(e.OrderID))) // want "publishctx/no-carrier: Link.Send .*; inject it into the application properties .via Link.Send, wire.go:15."
}

func bareGood(ctx context.Context, s *goamqp.Sender, e events.Placed) error {
	msg := goamqp.NewMessage([]byte(e.OrderID))
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	msg.ApplicationProperties = map[string]any{}
	for key, value := range carrier {
		msg.ApplicationProperties[key] = value
	}
	return s.Send(ctx, msg, nil)
}

// Streams.

func streamed(ctx context.Context, p *stream.Producer, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return p.Send(streamamqp.NewMessage([]byte(e.OrderID))) // want "publishctx/no-carrier: Producer.Send .*; inject it into the application properties"
}

func streamedGood(ctx context.Context, p *stream.Producer, e events.Placed) error {
	msg := streamamqp.NewMessage([]byte(e.OrderID))
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	msg.ApplicationProperties = map[string]any{}
	for key, value := range carrier {
		msg.ApplicationProperties[key] = value
	}
	return p.Send(msg)
}

func batch(ctx context.Context, p *stream.Producer, list []events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var msgs []message.StreamMessage
	for _, e := range list {
		msgs = append(msgs, streamamqp.NewMessage([]byte(e.OrderID)))
	}
	return p.BatchSend(msgs) // want "publishctx/no-carrier: Producer.BatchSend .*; inject it into the application properties"
}

func batchGood(ctx context.Context, p *stream.Producer, list []events.Placed) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	var msgs []message.StreamMessage
	for _, e := range list {
		msg := streamamqp.NewMessage([]byte(e.OrderID))
		msg.ApplicationProperties = map[string]any{"traceparent": carrier["traceparent"]}
		msgs = append(msgs, msg)
	}
	return p.BatchSend(msgs)
}
