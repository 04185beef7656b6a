// Package batch drops events out of several that came in together.
package batch

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/nats-io/nats.go"
	"github.com/redis/go-redis/v9"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"

	"tracelint.test/testdata/shared/carrier"
	"tracelint.test/testdata/shared/stock"
)

type warehouse struct {
	rdb    *redis.Client
	client *kgo.Client
	nc     *nats.Conn
	w      *kafka.Writer
	stock  *stock.Client
	orders map[string]placed
}

type placed struct {
	Order string
	Items []string
}

// Entries of a stream.

func (w *warehouse) entries(ctx context.Context) error {
	for ctx.Err() == nil {
		streams, err := w.rdb.XReadGroup(ctx, &redis.XReadGroupArgs{Group: "shipping", Streams: []string{"orders", ">"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages { // want "freshroot/no-extract"
				if err := w.stock.Reserve(ctx, entry.ID); err != nil { // want "hiddenretry/swallowed: if Client.Reserve fails, the handler acks as if it had not"
					w.rdb.XAck(ctx, "orders", "shipping", entry.ID)
					continue
				}
				w.rdb.XAck(ctx, "orders", "shipping", entry.ID)
			}
		}
	}
	return nil
}

func (w *warehouse) entriesLogged(ctx context.Context) error {
	for ctx.Err() == nil {
		streams, err := w.rdb.XReadGroup(ctx, &redis.XReadGroupArgs{Group: "shipping", Streams: []string{"orders", ">"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages { // want "freshroot/no-extract"
				if err := w.stock.Reserve(ctx, entry.ID); err != nil {
					slog.ErrorContext(ctx, "not reserved", "entry", entry.ID)
					w.rdb.XAck(ctx, "orders", "shipping", entry.ID)
					continue
				}
				w.rdb.XAck(ctx, "orders", "shipping", entry.ID)
			}
		}
	}
	return nil
}

// An entry that is not acknowledged comes again.

func (w *warehouse) entriesLeft(ctx context.Context) error {
	for ctx.Err() == nil {
		streams, err := w.rdb.XReadGroup(ctx, &redis.XReadGroupArgs{Group: "shipping", Streams: []string{"orders", ">"}}).Result()
		if err != nil {
			return err
		}
		for _, stream := range streams {
			for _, entry := range stream.Messages { // want "freshroot/no-extract"
				if err := w.stock.Reserve(ctx, entry.ID); err != nil {
					continue
				}
				w.rdb.XAck(ctx, "orders", "shipping", entry.ID)
			}
		}
	}
	return nil
}

// An iterator over records.

func (w *warehouse) records(ctx context.Context) {
	for ctx.Err() == nil {
		fetches := w.client.PollFetches(ctx)
		for it := fetches.RecordIter(); !it.Done(); {
			var in placed
			if err := json.Unmarshal(it.Next().Value, &in); err != nil { // want "hiddenretry/swallowed: if json.Unmarshal fails, the handler continues as if it had not"
				continue
			}
			w.orders[in.Order] = in
		}
	}
}

func (w *warehouse) recordsLogged(ctx context.Context) {
	for ctx.Err() == nil {
		fetches := w.client.PollFetches(ctx)
		for it := fetches.RecordIter(); !it.Done(); {
			var in placed
			if err := json.Unmarshal(it.Next().Value, &in); err != nil {
				slog.ErrorContext(ctx, "order not read")
				continue
			}
			w.orders[in.Order] = in
		}
	}
}

// What one event consists of, and what is sent, are no events that came in.

func (w *warehouse) items(ctx context.Context, sub *nats.Subscription) error {
	for {
		m, err := sub.NextMsgWithContext(ctx)
		if err != nil {
			return err
		}
		msgCtx := carrier.Context(ctx, m)
		var in placed
		if err := json.Unmarshal(m.Data, &in); err != nil {
			return err
		}
		for _, item := range in.Items {
			if err := w.stock.Reserve(msgCtx, item); err != nil {
				continue
			}
		}
		var out []kafka.Message
		for _, item := range in.Items {
			out = append(out, kafka.Message{Value: []byte(item), Headers: carrier.Pairs(msgCtx)})
		}
		for i := range out {
			if err := w.w.WriteMessages(msgCtx, out[i]); err != nil {
				continue
			}
		}
	}
}
