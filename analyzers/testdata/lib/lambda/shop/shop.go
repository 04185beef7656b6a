// Package shop is the half of the Lambda programs that is right: a shop that
// sends orders to a queue, and the service that calls a function with them.
package shop

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"tracelint.test/testdata/lib/internal/program"
	sqsshop "tracelint.test/testdata/lib/sqs/shop"
)

// Serve starts a function, sends one order to the queue at the address that the
// function is called for, and awaits that it was reserved.
func Serve(ctx context.Context, url string, reserved <-chan string, start func()) error {
	queue := sqsshop.NewClient(url)
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	// A function asks the service for what it is called with, as long as the
	// process lives.
	if err := os.Setenv("AWS_LAMBDA_RUNTIME_API", l.Addr().String()); err != nil {
		return err
	}
	go func() { _ = http.Serve(l, &service{ctx, queue, url}) }()
	go start()
	if err := sqsshop.Place(ctx, queue, url, "o-1"); err != nil {
		return err
	}
	program.Await(reserved, 1)
	return nil
}

// service speaks the protocol of Lambda's runtime. As Lambda does, it polls the
// queue, with all attributes, and calls the function with what came.
type service struct {
	ctx   context.Context
	queue *sqs.Client
	url   string
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/invocation/next") {
		w.WriteHeader(http.StatusAccepted) // the outcome of a call
		return
	}
	event, err := s.next()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	w.Header().Set("Lambda-Runtime-Aws-Request-Id", "1")
	w.Header().Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(time.Now().Add(time.Minute).UnixMilli(), 10))
	_ = json.NewEncoder(w).Encode(event)
}

// next waits for messages, until the end of the process at most.
func (s *service) next() (*events.SQSEvent, error) {
	for {
		out, err := s.queue.ReceiveMessage(s.ctx, &sqs.ReceiveMessageInput{QueueUrl: aws.String(s.url), MessageAttributeNames: []string{"All"}})
		if err != nil {
			return nil, err
		}
		if len(out.Messages) > 0 {
			return eventOf(out.Messages), nil
		}
	}
}

func eventOf(messages []types.Message) *events.SQSEvent {
	var event events.SQSEvent
	for _, msg := range messages {
		attributes := map[string]events.SQSMessageAttribute{}
		for name, a := range msg.MessageAttributes {
			attributes[name] = events.SQSMessageAttribute{DataType: aws.ToString(a.DataType), StringValue: a.StringValue}
		}
		event.Records = append(event.Records, events.SQSMessage{MessageId: aws.ToString(msg.MessageId), Body: aws.ToString(msg.Body), MessageAttributes: attributes})
	}
	return &event
}

// Attributes is a carrier to extract from the attributes of a message.
type Attributes map[string]events.SQSMessageAttribute

// Get returns the attribute of that name.
func (a Attributes) Get(key string) string { return aws.ToString(a[key].StringValue) }

// Set sets the attribute of that name.
func (a Attributes) Set(key, value string) {
	a[key] = events.SQSMessageAttribute{DataType: "String", StringValue: aws.String(value)}
}

// Keys returns the attributes' names.
func (a Attributes) Keys() []string {
	keys := make([]string, 0, len(a))
	for key := range a {
		keys = append(keys, key)
	}
	return keys
}
