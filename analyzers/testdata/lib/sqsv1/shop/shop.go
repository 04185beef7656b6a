// Package shop is the half of the programs with SQS's first client that is
// right: a shop that sends orders to a queue and a warehouse that receives them.
package shop

import (
	"context"
	"errors"
	"log/slog"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/sqs"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/sqsv1/shop")

// NewClient returns a client of the server at the address.
func NewClient(url string) (*sqs.SQS, error) {
	sess, err := session.NewSession(&aws.Config{
		Region:      aws.String("eu-central-1"),
		Endpoint:    aws.String(url),
		Credentials: credentials.NewStaticCredentials("shop", "secret", ""),
	})
	if err != nil {
		return nil, err
	}
	return sqs.New(sess), nil
}

// Attributes is a carrier over the attributes of a message.
type Attributes map[string]*sqs.MessageAttributeValue

// Get returns the attribute of that name.
func (a Attributes) Get(key string) string {
	if a[key] == nil {
		return ""
	}
	return aws.StringValue(a[key].StringValue)
}

// Set sets the attribute of that name.
func (a Attributes) Set(key, value string) {
	a[key] = &sqs.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(value)}
}

// Keys returns the attributes' names.
func (a Attributes) Keys() []string {
	keys := make([]string, 0, len(a))
	for key := range a {
		keys = append(keys, key)
	}
	return keys
}

// Place places an order.
func Place(ctx context.Context, queue *sqs.SQS, url, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	attributes := Attributes{}
	otel.GetTextMapPropagator().Inject(ctx, attributes)
	_, err = queue.SendMessageWithContext(ctx, &sqs.SendMessageInput{
		QueueUrl:          aws.String(url),
		MessageBody:       aws.String(string(payload)),
		MessageAttributes: attributes,
	})
	return err
}

// Serve has one order placed and consumed with a client of the server at the
// address, and awaits its reservation.
func Serve(ctx context.Context, url string, reserved <-chan string, consume func(context.Context, *sqs.SQS) error, place func(context.Context, *sqs.SQS) error) error {
	queue, err := NewClient(url)
	if err != nil {
		return err
	}
	stop := program.Start(ctx, func(ctx context.Context) error {
		if err := consume(ctx, queue); ctx.Err() == nil {
			return err
		}
		return nil
	})
	if err = place(ctx, queue); err == nil {
		program.Await(reserved, 1)
	}
	return errors.Join(err, stop())
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	URL      string
	Reserved chan string
}

// Consume reserves orders until the context ends.
func (w *Warehouse) Consume(ctx context.Context, queue *sqs.SQS) error {
	for {
		out, err := queue.ReceiveMessageWithContext(ctx, &sqs.ReceiveMessageInput{QueueUrl: aws.String(w.URL), MessageAttributeNames: []*string{aws.String("All")}})
		if err != nil {
			return err
		}
		for _, msg := range out.Messages {
			w.Reserved <- w.reserve(otel.GetTextMapPropagator().Extract(ctx, Attributes(msg.MessageAttributes)), aws.StringValue(msg.Body))
		}
	}
}

func (w *Warehouse) reserve(ctx context.Context, payload string) (orderID string) {
	ctx, span := tracer.Start(ctx, "reserve-inventory", trace.WithSpanKind(trace.SpanKindConsumer))
	defer span.End()
	order, err := orders.Decode([]byte(payload))
	if err != nil {
		slog.ErrorContext(ctx, "order not reserved", "error", err)
		span.SetStatus(codes.Error, err.Error())
	}
	return order.OrderID
}
