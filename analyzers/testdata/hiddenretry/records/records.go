// Package records drops records of a stream that it could not handle: those it
// asked for, and those it was sent.
package records

import (
	"context"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	kinesisv1 "github.com/aws/aws-sdk-go/service/kinesis"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/hiddenretry/records")

type warehouse struct {
	stream *kinesis.Client
	v1     *kinesisv1.Kinesis
	shard  *kinesis.SubscribeToShardInput
	orders chan string
}

type placed struct{ TraceParent, Order string }

func (p placed) context(ctx context.Context) context.Context {
	return otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier{"traceparent": p.TraceParent})
}

func (w *warehouse) subscribed(ctx context.Context) error {
	out, err := w.stream.SubscribeToShard(ctx, w.shard)
	if err != nil {
		return err
	}
	for event := range out.GetStream().Events() {
		switch e := event.(type) {
		case *types.SubscribeToShardEventStreamMemberSubscribeToShardEvent:
			for _, record := range e.Value.Records {
				var in placed
				if err := json.Unmarshal(record.Data, &in); err != nil { // want "hiddenretry/swallowed: if json.Unmarshal fails"
					continue
				}
				w.reserve(in.context(ctx), in.Order)
			}
		}
	}
	return out.GetStream().Err()
}

func (w *warehouse) subscribedFails(ctx context.Context) error {
	out, err := w.stream.SubscribeToShard(ctx, w.shard)
	if err != nil {
		return err
	}
	for event := range out.GetStream().Events() {
		switch e := event.(type) {
		case *types.SubscribeToShardEventStreamMemberSubscribeToShardEvent:
			for _, record := range e.Value.Records {
				var in placed
				if err := json.Unmarshal(record.Data, &in); err != nil {
					return err
				}
				w.reserve(in.context(ctx), in.Order)
			}
		}
	}
	return out.GetStream().Err()
}

// One event, asserted, of a stream that somebody else reads.

func (w *warehouse) asserted(ctx context.Context, stream kinesis.SubscribeToShardEventStreamReader) {
	for event := range stream.Events() {
		e, ok := event.(*types.SubscribeToShardEventStreamMemberSubscribeToShardEvent)
		if !ok {
			continue
		}
		for _, record := range e.Value.Records {
			var in placed
			if err := json.Unmarshal(record.Data, &in); err != nil { // want "hiddenretry/swallowed"
				continue
			}
			w.reserve(in.context(ctx), in.Order)
		}
	}
}

// The first version, whose events are pointers by themselves.

func (w *warehouse) subscribedOne(ctx context.Context, shard *kinesisv1.SubscribeToShardInput) error {
	out, err := w.v1.SubscribeToShardWithContext(ctx, shard)
	if err != nil {
		return err
	}
	defer out.GetStream().Close()
	for event := range out.GetStream().Events() {
		switch e := event.(type) {
		case *kinesisv1.SubscribeToShardEvent:
			for _, record := range e.Records {
				var in placed
				if err := json.Unmarshal(record.Data, &in); err != nil { // want "hiddenretry/swallowed"
					continue
				}
				w.reserve(in.context(ctx), in.Order)
			}
		}
	}
	return out.GetStream().Err()
}

func (w *warehouse) subscribedOneFails(ctx context.Context, shard *kinesisv1.SubscribeToShardInput) error {
	out, err := w.v1.SubscribeToShardWithContext(ctx, shard)
	if err != nil {
		return err
	}
	defer out.GetStream().Close()
	for event := range out.GetStream().Events() {
		switch e := event.(type) {
		case *kinesisv1.SubscribeToShardEvent:
			for _, record := range e.Records {
				var in placed
				if err := json.Unmarshal(record.Data, &in); err != nil {
					return err
				}
				w.reserve(in.context(ctx), in.Order)
			}
		}
	}
	return out.GetStream().Err()
}

// Records that were asked for.

func (w *warehouse) polled(ctx context.Context, at *kinesis.GetRecordsInput) error {
	for ctx.Err() == nil {
		out, err := w.stream.GetRecords(ctx, at)
		if err != nil {
			return err
		}
		for _, record := range out.Records {
			var in placed
			if err := json.Unmarshal(record.Data, &in); err != nil { // want "hiddenretry/swallowed"
				continue
			}
			w.reserve(in.context(ctx), in.Order)
		}
	}
	return nil
}

func (w *warehouse) reserve(ctx context.Context, order string) {
	_, span := tracer.Start(ctx, "reserve-stock")
	defer span.End()
	w.orders <- order
}
