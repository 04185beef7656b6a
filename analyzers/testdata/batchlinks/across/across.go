// Package across hands batches to functions of its own and of another package.
package across

import (
	"context"
	"time"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/batchlinks/across/store"
)

var tracer = otel.Tracer("across")

type warehouse struct {
	reader *kafka.Reader
	store  *store.Store
}

// collect gathers what comes in within a while.
func (w *warehouse) collect(ctx context.Context) ([]kafka.Message, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	var msgs []kafka.Message
	for len(msgs) < 100 {
		msg, err := w.reader.FetchMessage(ctx)
		if err != nil {
			break
		}
		msgs = append(msgs, msg)
	}
	return msgs, nil
}

func (w *warehouse) run(ctx context.Context) error {
	for {
		msgs, err := w.collect(ctx)
		if err != nil {
			return err
		}
		if err := w.handle(ctx, msgs); err != nil {
			return err
		}
		if err := w.insert(ctx, msgs); err != nil {
			return err
		}
		if err := w.insertLinked(ctx, msgs); err != nil {
			return err
		}
		if err := w.linkedAbove(ctx, msgs); err != nil {
			return err
		}
		if err := w.around(ctx, msgs); err != nil {
			return err
		}
		if err := w.reader.CommitMessages(ctx, msgs...); err != nil {
			return err
		}
	}
}

func (w *warehouse) handle(ctx context.Context, msgs []kafka.Message) error {
	_, span := tracer.Start(ctx, "count-orders") // want "batchlinks/no-links: span covers the messages in msgs and links to none"
	defer span.End()
	n := 0
	for _, msg := range msgs {
		n += len(msg.Value)
	}
	return nil
}

func (w *warehouse) insert(ctx context.Context, msgs []kafka.Message) error {
	ctx, span := tracer.Start(ctx, "insert-orders") // want "batchlinks/no-links"
	defer span.End()
	return w.store.Insert(ctx, msgs)
}

func (w *warehouse) insertLinked(ctx context.Context, msgs []kafka.Message) error {
	ctx, span := tracer.Start(ctx, "insert-orders")
	defer span.End()
	return w.store.InsertLinked(ctx, msgs)
}

// linkedAbove has the span that links around another.
func (w *warehouse) linkedAbove(ctx context.Context, msgs []kafka.Message) error {
	ctx, span := tracer.Start(ctx, "reserve-batch")
	defer span.End()
	store.Link(ctx, msgs)
	return w.below(ctx, msgs)
}

func (w *warehouse) below(ctx context.Context, msgs []kafka.Message) error {
	_, span := tracer.Start(ctx, "count-orders")
	defer span.End()
	n := 0
	for _, msg := range msgs {
		n += len(msg.Value)
	}
	return nil
}

// around covers what a function of this package does with all of them.
func (w *warehouse) around(ctx context.Context, msgs []kafka.Message) error {
	ctx, span := tracer.Start(ctx, "reserve-batch") // want "batchlinks/no-links"
	defer span.End()
	return w.all(ctx, msgs)
}

func (w *warehouse) all(ctx context.Context, msgs []kafka.Message) error {
	for _, msg := range msgs {
		if err := w.store.Insert(ctx, []kafka.Message{msg}); err != nil {
			return err
		}
	}
	return nil
}

// inline collects and handles in one place.
func (w *warehouse) inline(ctx context.Context) error {
	var batch []kafka.Message
	for {
		msg, err := w.reader.FetchMessage(ctx)
		if err != nil {
			return err
		}
		batch = append(batch, msg)
		if len(batch) < 100 {
			continue
		}
		_, span := tracer.Start(ctx, "count-orders") // want "batchlinks/no-links: span covers the messages in batch and"
		n := 0
		for _, msg := range batch {
			n += len(msg.Value)
		}
		span.End()
		batch = batch[:0]
	}
}
