// Package redis reads entries of streams and messages of channels.
package redis

import (
	"context"
	"encoding/json"
	"log"

	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
)

var tracer = otel.Tracer("tracelint.test/freshroot/redis")

type worker struct{ rdb *redis.Client }

// The entries of a stream.

func (w *worker) group(ctx context.Context) error {
	for ctx.Err() == nil {
		streams, err := w.rdb.XReadGroup(ctx, &redis.XReadGroupArgs{Group: "shipping", Streams: []string{"orders", ">"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages {
				w.ship(ctx, entry)
			}
		}
	}
	return nil
}

func (w *worker) ship(ctx context.Context, entry redis.XMessage) {
	_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
	defer span.End()
	w.rdb.XAck(ctx, "orders", "shipping", entry.ID)
}

func (w *worker) inline(ctx context.Context) error {
	for ctx.Err() == nil {
		streams, err := w.rdb.XRead(ctx, &redis.XReadArgs{Streams: []string{"orders", "$"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages {
				_, span := tracer.Start(ctx, "ship-order") // want "freshroot/root"
				_ = entry.Values["order"]
				span.End()
			}
		}
	}
	return nil
}

func (w *worker) traced(ctx context.Context) error {
	for ctx.Err() == nil {
		streams, err := w.rdb.XRead(ctx, &redis.XReadArgs{Streams: []string{"orders", "$"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages {
				carrier := propagation.MapCarrier{}
				for k, v := range entry.Values {
					if s, ok := v.(string); ok {
						carrier[k] = s
					}
				}
				_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, carrier), "ship-order")
				span.End()
			}
		}
	}
	return nil
}

// Claimed from a consumer that is gone.

func (w *worker) claim(ctx context.Context, ids []string) error {
	entries, err := w.rdb.XClaim(ctx, &redis.XClaimArgs{Stream: "orders", Messages: ids}).Result()
	if err != nil {
		return err
	}
	for _, entry := range entries {
		_, span := tracer.Start(context.Background(), "ship-order") // want "freshroot/root"
		_ = entry.Values["order"]
		span.End()
	}
	return nil
}

// Forwarded with one of its values alone, and with all.

func (w *worker) forward(ctx context.Context, entry redis.XMessage) error {
	return w.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "dead", Values: map[string]any{"order": entry.Values["order"]}}).Err() // want "publishctx/republish"
}

func (w *worker) forwardAll(ctx context.Context, entry redis.XMessage) error {
	return w.rdb.XAdd(ctx, &redis.XAddArgs{Stream: "dead", Values: entry.Values}).Err()
}

// A channel's message has nowhere to keep a trace but its payload.

func (w *worker) listen(ctx context.Context) {
	sub := w.rdb.Subscribe(ctx, "orders")
	defer sub.Close()
	for msg := range sub.Channel() {
		_, span := tracer.Start(ctx, "refresh-cache")
		_ = msg.Payload
		span.End()
	}
}

type envelope struct {
	TraceParent string `json:"traceparent"`
	Order       string `json:"order"`
}

func (w *worker) listenTraced(ctx context.Context) {
	sub := w.rdb.Subscribe(ctx, "orders")
	defer sub.Close()
	for msg := range sub.Channel() {
		var e envelope
		if err := json.Unmarshal([]byte(msg.Payload), &e); err != nil {
			log.Print(err)
			continue
		}
		_, span := tracer.Start(otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier{"traceparent": e.TraceParent}), "refresh-cache")
		span.End()
	}
}

// A bus of one's own hands entries to its subscribers: with their headers, which
// the subscriber may extract from, or without.

type busMessage struct {
	Subject string
	Headers map[string]string
	Data    []byte
}

func (w *worker) subscribe(ctx context.Context, handle func(context.Context, *busMessage) error) error {
	for ctx.Err() == nil {
		streams, err := w.rdb.XRead(ctx, &redis.XReadArgs{Streams: []string{"orders", "$"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages {
				e := &busMessage{Subject: "orders", Headers: map[string]string{}, Data: []byte(entry.Values["data"].(string))}
				if text, ok := entry.Values["headers"].(string); ok {
					_ = json.Unmarshal([]byte(text), &e.Headers)
				}
				if err := handle(ctx, e); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (w *worker) subscribeData(ctx context.Context, handle func(context.Context, []byte) error) error {
	for ctx.Err() == nil {
		streams, err := w.rdb.XRead(ctx, &redis.XReadArgs{Streams: []string{"orders", "$"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages { // want "freshroot/no-extract: .*works on the message entry in ctx"
				if err := handle(ctx, []byte(entry.Values["data"].(string))); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
