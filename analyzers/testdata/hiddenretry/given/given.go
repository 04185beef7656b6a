// Package given has functions that handlers give what is in an event.
package given

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/rabbitmq/amqp091-go"

	"tracelint.test/testdata/shared/stock"
)

type warehouse struct {
	router *message.Router
	sub    message.Subscriber
	ch     *amqp091.Channel
	stock  *stock.Client
}

type placed struct{ Order string }

// The body.

func (w *warehouse) route() {
	w.router.AddConsumerHandler("reserve", "orders", w.sub, w.handle)
}

func (w *warehouse) handle(m *message.Message) error {
	w.guess(m.Context(), m.Payload)
	return errors.Join(w.reserve(m.Context(), m.Payload), w.reserveGood(m.Context(), m.Payload), w.remember(m.Context(), m.Payload))
}

func (w *warehouse) reserve(ctx context.Context, body []byte) error {
	var in placed
	if err := json.Unmarshal(body, &in); err != nil { // want "hiddenretry/swallowed: if json.Unmarshal fails, the handler returns as if it had not"
		return nil
	}
	return w.stock.Reserve(ctx, in.Order)
}

func (w *warehouse) reserveGood(ctx context.Context, body []byte) error {
	var in placed
	if err := json.Unmarshal(body, &in); err != nil {
		return fmt.Errorf("not an order: %w", err)
	}
	return w.stock.Reserve(ctx, in.Order)
}

// What is done besides may fail, and who returns nothing claims nothing.

func (w *warehouse) remember(ctx context.Context, body []byte) error {
	if err := w.stock.Reserve(ctx, string(body)); err != nil {
		return nil
	}
	return w.stock.Connect(ctx)
}

func (w *warehouse) guess(ctx context.Context, body []byte) {
	var in placed
	if err := json.Unmarshal(body, &in); err != nil {
		return
	}
	_ = w.stock.Reserve(ctx, in.Order)
}

// A value that has the body.

type delivery struct {
	topic string
	body  []byte
}

func (w *warehouse) run(ctx context.Context) error {
	in, err := w.ch.Consume("orders", "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range in { // want "freshroot/no-extract"
		if err := w.dispatch(ctx, delivery{topic: d.RoutingKey, body: d.Body}); err != nil {
			slog.ErrorContext(ctx, "not dispatched", "error", err)
		}
		if err := w.dispatchGood(ctx, delivery{topic: d.RoutingKey, body: d.Body}); err != nil {
			slog.ErrorContext(ctx, "not dispatched", "error", err)
		}
		if err := w.routed(ctx, delivery{topic: d.RoutingKey}); err != nil {
			slog.ErrorContext(ctx, "not routed", "error", err)
		}
	}
	return nil
}

func (w *warehouse) dispatch(ctx context.Context, d delivery) error {
	var in placed
	if err := json.Unmarshal(d.body, &in); err != nil { // want "hiddenretry/swallowed: if json.Unmarshal fails, the handler returns as if it had not"
		return nil
	}
	return w.stock.Reserve(ctx, d.topic+in.Order)
}

func (w *warehouse) dispatchGood(ctx context.Context, d delivery) error {
	var in placed
	if err := json.Unmarshal(d.body, &in); err != nil {
		slog.ErrorContext(ctx, "order not read", "topic", d.topic)
		return nil
	}
	return w.stock.Reserve(ctx, d.topic+in.Order)
}

// The topic is no event.

func (w *warehouse) routed(ctx context.Context, d delivery) error {
	var in placed
	if err := json.Unmarshal([]byte(d.topic), &in); err != nil {
		return nil
	}
	return w.stock.Reserve(ctx, in.Order)
}

// Nobody gives it an event.

func (w *warehouse) load(ctx context.Context, file []byte) error {
	var in placed
	if err := json.Unmarshal(file, &in); err != nil {
		return nil
	}
	return w.stock.Reserve(ctx, in.Order)
}
