// Package kinesis puts records and events that have no headers.
package kinesis

import (
	"context"
	"encoding/json"

	datadog "github.com/DataDog/dd-trace-go/contrib/aws/aws-sdk-go-v2/v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	ebtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesisv1 "github.com/aws/aws-sdk-go/service/kinesis"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

type shop struct {
	stream *kinesis.Client
	bus    *eventbridge.Client
	v1     *kinesisv1.Kinesis
}

type placed struct {
	TraceParent string `json:"traceparent,omitempty"`
	Order       string `json:"order"`
}

func (s *shop) record(ctx context.Context, id string) error {
	_, err := s.stream.PutRecord(ctx, &kinesis.PutRecordInput{PartitionKey: aws.String(id), Data: []byte(id)}) // want "publishctx/no-carrier: .*it has no room for headers, so put it into an envelope around the payload"
	return err
}

func (s *shop) recordTraced(ctx context.Context, id string) error {
	carrier := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, carrier)
	data, err := json.Marshal(placed{TraceParent: carrier["traceparent"], Order: id})
	if err != nil {
		return err
	}
	_, err = s.stream.PutRecord(ctx, &kinesis.PutRecordInput{PartitionKey: aws.String(id), Data: data})
	return err
}

func (s *shop) recordOne(ctx context.Context, id string) error {
	_, err := s.v1.PutRecordWithContext(ctx, &kinesisv1.PutRecordInput{PartitionKey: aws.String(id), Data: []byte(id)}) // want "publishctx/no-carrier: .*it has no room for headers, so put it into an envelope around the payload"
	return err
}

func (s *shop) recordAlone(ctx context.Context, id string) error {
	_, err := s.v1.PutRecord(&kinesisv1.PutRecordInput{PartitionKey: aws.String(id), Data: []byte(id)}) // want "publishctx/no-carrier: .*it has no room for headers, so put it into an envelope around the payload"
	return err
}

func (s *shop) event(ctx context.Context, id string) error {
	_, err := s.bus.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []ebtypes.PutEventsRequestEntry{{Detail: aws.String(id)}}}) // want "publishctx/no-carrier: .*it has no room for headers, so put it into an envelope around the payload"
	return err
}

// Datadog's middleware adds a field to what is an object in JSON.

func instrumented(ctx context.Context, cfg aws.Config, id string) error {
	datadog.AppendMiddleware(&cfg)
	stream := kinesis.NewFromConfig(cfg)
	_, err := stream.PutRecord(ctx, &kinesis.PutRecordInput{PartitionKey: aws.String(id), Data: []byte("{}")})
	return err
}

func plain(ctx context.Context, cfg aws.Config, id string) error {
	stream := kinesis.NewFromConfig(cfg)
	_, err := stream.PutRecord(ctx, &kinesis.PutRecordInput{PartitionKey: aws.String(id), Data: []byte("{}")}) // want "publishctx/no-carrier"
	return err
}
