// Package ids has one id in the place of several, and events that forget the
// workflow that they belong to.
package ids

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("tracelint.test/fixplan/ids")

type event struct {
	ID            string `json:"id"`
	Type          string `json:"type"`
	TraceID       string `json:"trace_id"`
	SpanID        string `json:"span_id"`
	CorrelationID string `json:"correlation_id"`
	Body          any    `json:"body"`
}

type shop struct {
	nc *nats.Conn
}

func (s *shop) publish(ctx context.Context, e event) error {
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	m := nats.NewMsg("orders")
	m.Data = data
	otel.GetTextMapPropagator().Inject(ctx, headers(m.Header))
	return s.nc.PublishMsg(m)
}

// The span that was started last is the one.
func (s *shop) span(ctx context.Context) error {
	ctx, span := tracer.Start(ctx, "place-order")
	defer span.End()
	id := uuid.NewString()
	return s.publish(ctx, event{
		ID:      id,
		Type:    "order.placed",
		TraceID: id,
		SpanID:  id,
	})
}

func (s *shop) context(ctx context.Context) error {
	id := uuid.NewString()
	return s.publish(ctx, event{ID: id, TraceID: id, CorrelationID: id})
}

// What is written beside the values is aligned anew.
func (s *shop) aligned(ctx context.Context) error {
	id := uuid.NewString()
	return s.publish(ctx, event{
		ID:      id, // of the event
		TraceID: id, // of the trace
		Type:    "order.placed",
	})
}

// A variable that nothing else uses goes.
func lastUse(ctx context.Context) event {
	traceID := uuid.New().String()
	return event{Type: "order.placed", TraceID: traceID}
}

func lastUseOfTwo(ctx context.Context) *nats.Msg {
	m := nats.NewMsg("orders")
	id := uuid.NewString()
	m.Header.Set("trace_id", id)
	return m
}

// One that was declared with another stays, and the finding with it.
func declaredWithAnother(ctx context.Context) (event, int) {
	traceID, n := uuid.NewString(), 1
	return event{TraceID: traceID}, n
}

func request(w http.ResponseWriter, r *http.Request) event {
	return event{TraceID: uuid.NewString()}
}

func attributes(span trace.Span) {
	span.SetAttributes(attribute.String("trace_id", uuid.NewString()))
}

func recordHeaders(ctx context.Context) kafka.Message {
	id := uuid.NewString()
	return kafka.Message{Headers: []kafka.Header{
		{Key: "message-id", Value: []byte(id)},
		{Key: "trace-id", Value: []byte(id)},
	}}
}

// The context of the span that runs was thrown away: there is nothing to take
// the id from.
func stale(ctx context.Context) event {
	_, _ = tracer.Start(ctx, "place-order")
	return event{TraceID: uuid.NewString()}
}

// Whoever calls it may count on being called once each.
func counted(ctx context.Context) event {
	return event{TraceID: numbered(1)}
}

func numbered(n int) string {
	for range n {
		_ = uuid.NewString()
	}
	return uuid.NewString()
}

func (s *shop) reset(ctx context.Context, placed event) error {
	return s.publish(ctx, event{
		ID:            uuid.NewString(),
		CorrelationID: uuid.NewString(), // a workflow of its own
		Type:          "stock.reserved", // what happened
	})
}

func (s *shop) shared(ctx context.Context, placed event) error {
	id := uuid.NewString()
	return s.publish(ctx, event{ID: id, CorrelationID: id})
}

func (s *shop) all(ctx context.Context, placed event) error {
	id := uuid.NewString()
	out := event{ID: id}
	out.TraceID = id
	out.CorrelationID = id
	return s.publish(ctx, out)
}

func (s *shop) decoded(m *nats.Msg) {
	var placed event
	if err := json.Unmarshal(m.Data, &placed); err != nil {
		return
	}
	_ = s.publish(context.TODO(), event{
		ID:            uuid.NewString(),
		CorrelationID: uuid.NewString(),
	})
}

func (s *shop) decodedBy(m *nats.Msg) {
	placed, err := decode(m.Data)
	if err != nil {
		return
	}
	_ = placed.Body
	_ = s.publish(context.TODO(), event{
		ID:            uuid.NewString(),
		CorrelationID: uuid.NewString(),
	})
}

func decode(data []byte) (event, error) {
	var e event
	if err := json.Unmarshal(data, &e); err != nil {
		return event{}, err
	}
	return e, nil
}

// It may be nil: who can tell?
func (s *shop) pointer(ctx context.Context, placed *event) error {
	return s.publish(ctx, event{ID: uuid.NewString(), CorrelationID: uuid.NewString()})
}

func (s *shop) checked(ctx context.Context, placed *event) error {
	if placed == nil {
		return s.publish(ctx, event{ID: uuid.NewString(), CorrelationID: uuid.NewString()})
	}
	return s.publish(ctx, event{ID: uuid.NewString(), CorrelationID: placed.CorrelationID})
}

func (s *shop) pointed(ctx context.Context, placed *event) error {
	if placed.Type != "order.placed" {
		return errors.New("not for us")
	}
	return s.publish(ctx, event{ID: uuid.NewString(), CorrelationID: uuid.NewString()})
}

// Another variable has its name.
func (s *shop) shadowed(ctx context.Context, placed event) error {
	for _, placed := range []string{"stock.reserved", "stock.counted"} {
		if err := s.publish(ctx, event{ID: uuid.NewString(), Type: placed, CorrelationID: uuid.NewString()}); err != nil {
			return err
		}
	}
	return nil
}

func (s *shop) missing(ctx context.Context, placed event) error {
	return s.publish(ctx, event{
		ID:   uuid.NewString(),
		Type: "stock.reserved", // what happened
		// Who asked for it.
		Body: len(s.nc.Servers()),
	})
}

func (s *shop) missingLast(ctx context.Context, placed event) error {
	return s.publish(ctx, event{
		ID:   uuid.NewString(),
		Type: "stock.reserved",
		// There is nothing more to say.
	})
}

func (s *shop) missingInLine(ctx context.Context, placed event) error {
	return s.publish(ctx, event{ID: uuid.NewString(), Body: "reserved"})
}

func (s *shop) missingFromVariable(ctx context.Context, placed event) error {
	var out event
	out.ID = uuid.NewString()
	return s.publish(ctx, out)
}
