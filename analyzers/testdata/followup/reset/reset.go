// Package reset lets follow-up events begin a workflow of their own, and
// beside each a handler that passes the one on that came in.
package reset

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/message/router/middleware"
	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/idoverload/envelopes"
)

type stock struct {
	nc  *nats.Conn
	pub message.Publisher
}

// What was decoded has a correlation.

func (s *stock) decoded() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
		var placed envelopes.Event
		if err := json.Unmarshal(m.Data, &placed); err != nil {
			slog.ErrorContext(ctx, "no order", "error", err)
			return
		}
		s.publish(ctx, envelopes.Event{
			ID:            uuid.NewString(),
			CorrelationID: uuid.NewString(), // want "followup/reset: .* placed.CorrelationID came in"
		})
	})
}

func (s *stock) decodedGood() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders", func(m *nats.Msg) {
		ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
		var placed envelopes.Event
		if err := json.Unmarshal(m.Data, &placed); err != nil {
			slog.ErrorContext(ctx, "no order", "error", err)
			return
		}
		s.publish(ctx, envelopes.Event{
			ID:            uuid.NewString(),
			CorrelationID: placed.CorrelationID,
		})
	})
}

// The handler is given the event.

func (s *stock) given(ctx context.Context, placed envelopes.Event) {
	e := envelopes.Event{ID: uuid.NewString()}
	e.CorrelationID = envelopes.NewID() // want "followup/reset"
	s.publish(ctx, e)
}

func (s *stock) givenGood(ctx context.Context, placed envelopes.Event) {
	e := envelopes.Event{ID: uuid.NewString()}
	e.CorrelationID = placed.CorrelationID
	if e.CorrelationID == "" {
		e.CorrelationID = envelopes.NewID()
	}
	s.publish(ctx, e)
}

// A helper makes the event.

func (s *stock) made(ctx context.Context, placed envelopes.Event) {
	s.publish(ctx, reserved()) // want "followup/reset"
}

func reserved() envelopes.Event {
	return envelopes.Event{ID: uuid.NewString(), CorrelationID: uuid.NewString()}
}

func (s *stock) madeGood(ctx context.Context, placed envelopes.Event) {
	s.publish(ctx, reservedFor(placed))
}

func reservedFor(placed envelopes.Event) envelopes.Event {
	return envelopes.Event{ID: uuid.NewString(), CorrelationID: placed.CorrelationID}
}

// Metadata of a message.

func (s *stock) metadata(msg *message.Message) error {
	_ = middleware.MessageCorrelationID(msg)
	out := message.NewMessage(watermill.NewUUID(), msg.Payload)
	out.SetContext(msg.Context())
	middleware.SetCorrelationID(watermill.NewShortUUID(), out) // want "followup/reset"
	return s.pub.Publish("reserved", out)
}

func (s *stock) metadataGood(msg *message.Message) error {
	out := message.NewMessage(watermill.NewUUID(), msg.Payload)
	out.SetContext(msg.Context())
	middleware.SetCorrelationID(middleware.MessageCorrelationID(msg), out)
	return s.pub.Publish("reserved", out)
}

// A request.

func (s *stock) request(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Correlation-Id", r.Header.Get("X-Correlation-Id"))
	s.publish(r.Context(), envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: uuid.NewString(), // want "followup/reset"
	})
}

func (s *stock) requestGood(w http.ResponseWriter, r *http.Request) {
	s.publish(r.Context(), envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: r.Header.Get("X-Correlation-Id"),
	})
}

// The trace's id is not made up: consumers may go by it.
func (s *stock) traced(ctx context.Context, placed envelopes.Event) {
	s.publish(ctx, envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: trace.SpanContextFromContext(ctx).TraceID().String(),
	})
}

// A helper emits the event under the id that it is given.

func (s *stock) handsOver(ctx context.Context, placed envelopes.Event) {
	s.emit(ctx, uuid.NewString()) // want "followup/reset"
}

func (s *stock) handsOverGood(ctx context.Context, placed envelopes.Event) {
	s.emit(ctx, placed.CorrelationID)
}

func (s *stock) emit(ctx context.Context, correlationID string) { s.emitAs(ctx, correlationID) }

func (s *stock) emitAs(ctx context.Context, id string) {
	s.publish(ctx, envelopes.Event{ID: uuid.NewString(), CorrelationID: id})
}

// Others of this package take the id from the context.

type key struct{}

func correlationFromContext(ctx context.Context) string {
	id, _ := ctx.Value(key{}).(string)
	return id
}

func (s *stock) fromContextGood(ctx context.Context, order string) {
	s.publish(ctx, envelopes.Event{ID: uuid.NewString(), CorrelationID: correlationFromContext(ctx), Body: order})
}

func (s *stock) besideContext(ctx context.Context, order string) {
	s.publish(ctx, envelopes.Event{ID: uuid.NewString(), CorrelationID: uuid.NewString(), Body: order}) // want "followup/reset: .* correlationFromContext.ctx. came in"
}

// A workflow of its own, on purpose: its cause is named.
func (s *stock) sub(ctx context.Context, placed envelopes.Event) {
	s.publish(ctx, envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: uuid.NewString(),
		CausationID:   placed.ID,
	})
}

// Nothing came in.
func (s *stock) origin(order string) {
	ctx := context.Background()
	s.publish(ctx, envelopes.Event{
		ID:            uuid.NewString(),
		CorrelationID: uuid.NewString(),
		Body:          order,
	})
}

func (s *stock) publish(ctx context.Context, e envelopes.Event) {
	data, err := json.Marshal(e)
	if err != nil {
		return
	}
	m := &nats.Msg{Subject: "stock", Header: nats.Header{}, Data: data}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header))
	_ = s.nc.PublishMsg(m)
}
