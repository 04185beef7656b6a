// Package shop is the half of the SQS programs that is right: a shop that sends
// orders to a queue and a warehouse that receives them.
package shop

import (
	"context"
	"errors"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/lib/internal/orders"
	"tracelint.test/testdata/lib/internal/program"
)

var tracer = otel.Tracer("tracelint.test/sqs/shop")

// NewClient returns a client of the server at the address.
func NewClient(url string) *sqs.Client {
	return sqs.New(sqs.Options{
		Region:       "eu-central-1",
		BaseEndpoint: aws.String(url),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "shop", SecretAccessKey: "secret"}, nil
		}),
	})
}

// Attributes is a carrier over the attributes of a message.
type Attributes map[string]types.MessageAttributeValue

// Get returns the attribute of that name.
func (a Attributes) Get(key string) string { return aws.ToString(a[key].StringValue) }

// Set sets the attribute of that name.
func (a Attributes) Set(key, value string) {
	a[key] = types.MessageAttributeValue{DataType: aws.String("String"), StringValue: aws.String(value)}
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
func Place(ctx context.Context, queue *sqs.Client, url, orderID string) error {
	ctx, span := tracer.Start(ctx, "place-order", trace.WithAttributes(attribute.String("order.id", orderID)))
	defer span.End()
	payload, err := orders.Placed{OrderID: orderID}.Encode()
	if err != nil {
		return err
	}
	attributes := Attributes{}
	otel.GetTextMapPropagator().Inject(ctx, attributes)
	_, err = queue.SendMessage(ctx, &sqs.SendMessageInput{
		QueueUrl:          aws.String(url),
		MessageBody:       aws.String(string(payload)),
		MessageAttributes: attributes,
	})
	return err
}

// Serve runs consume, has one order placed, and awaits its reservation.
func Serve(ctx context.Context, reserved <-chan string, consume func(context.Context) error, place func(context.Context) error) error {
	stop := program.Start(ctx, consume)
	if err := place(ctx); err != nil {
		return err
	}
	program.Await(reserved, 1)
	if err := stop(); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// Warehouse reserves what was ordered.
type Warehouse struct {
	Queue    *sqs.Client
	URL      string
	Reserved chan string
}

// Consume reserves orders until the context ends.
func (w *Warehouse) Consume(ctx context.Context) error {
	for {
		out, err := w.Queue.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: aws.String(w.URL), MessageAttributeNames: []string{"All"}})
		if err != nil {
			return err
		}
		for _, msg := range out.Messages {
			w.Reserved <- w.reserve(otel.GetTextMapPropagator().Extract(ctx, Attributes(msg.MessageAttributes)), aws.ToString(msg.Body))
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
