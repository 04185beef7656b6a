// Package standins publishes through interfaces of its own that clients satisfy.
package standins

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/hibiken/asynq"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/publishctx/standins/mail"
	"tracelint.test/testdata/publishctx/standins/tasks"
)

// The client is said to be what implements the interface; what is around it
// hands on what it is given.

func enqueue(ctx context.Context, c tasks.Client, id string) error {
	_, err := c.EnqueueContext(ctx, asynq.NewTask("order:ship", []byte(id))) // want "publishctx/no-carrier"
	return err
}

func enqueueWithout(ctx context.Context, c tasks.Client, id string) error {
	_, err := tasks.WithDefaults(c, asynq.MaxRetry(2)).Enqueue(asynq.NewTask("order:ship", []byte(id))) // want "publishctx/no-carrier"
	return err
}

func enqueueInjected(ctx context.Context, c tasks.Client, id string) error {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	_, err := c.EnqueueContext(ctx, asynq.NewTaskWithHeaders("order:ship", []byte(id), headers))
	return err
}

// Of the two that may be behind the interface one injects.

func write(ctx context.Context, w mail.Writer, id string) error {
	return w.WriteMessages(ctx, kafka.Message{Value: []byte(id)})
}

// The client is kept in a field.

type sender interface {
	SendMessage(ctx context.Context, in *sqs.SendMessageInput, optFns ...func(*sqs.Options)) (*sqs.SendMessageOutput, error)
}

type queue struct {
	sqs sender
	url string
}

func newQueue(cfg aws.Config, url string) *queue { return &queue{sqs.NewFromConfig(cfg), url} }

func (q *queue) send(ctx context.Context, id string) error {
	_, err := q.sqs.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &q.url, MessageBody: &id}) // want "publishctx/no-carrier"
	return err
}

func (q *queue) sendInjected(ctx context.Context, id string) error {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	attributes := map[string]types.MessageAttributeValue{}
	for k, v := range headers {
		attributes[k] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: &v}
	}
	_, err := q.sqs.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: &q.url, MessageBody: &id, MessageAttributes: attributes})
	return err
}

// Nobody here keeps a client in this one: others may keep anything in it.

type port interface {
	WriteMessages(ctx context.Context, msgs ...kafka.Message) error
}

func overPort(ctx context.Context, p port, id string) error {
	return p.WriteMessages(ctx, kafka.Message{Value: []byte(id)})
}

// Two clients are kept in this one, of which the other is not known.

type wire interface {
	Publish(subject string, data []byte) error
}

type socket struct{ out []byte }

func (s *socket) Publish(subject string, data []byte) error {
	s.out = append(s.out, data...)
	return nil
}

func overWire(ctx context.Context, nc *nats.Conn, quiet bool, id string) error {
	var w wire = nc
	if quiet {
		w = new(socket)
	}
	return w.Publish("orders", []byte(id))
}

// The client comes along with what is embedded.

type announcer interface {
	PublishMsg(m *nats.Msg) error
	Name() string
}

type named struct {
	*nats.Conn
	name string
}

func (n *named) Name() string { return n.name }

func announce(ctx context.Context, a announcer, id string) error {
	return a.PublishMsg(&nats.Msg{Subject: a.Name(), Data: []byte(id)}) // want "publishctx/no-carrier"
}

func announceInjected(ctx context.Context, a announcer, id string) error {
	msg := &nats.Msg{Subject: a.Name(), Data: []byte(id), Header: nats.Header{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return a.PublishMsg(msg)
}
