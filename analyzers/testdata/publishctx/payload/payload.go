// Package payload keeps what ties an event to its cause in the payload.
package payload

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/events"
)

type shop struct{ nc *nats.Conn }

func (s *shop) send(subject string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.nc.Publish(subject, data)
}

// A field for the trace context.

func traceparent(ctx context.Context) string {
	c := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, c)
	return c["traceparent"]
}

func (s *shop) traced(ctx context.Context, id string) error {
	data, err := json.Marshal(events.Traced{OrderID: id, Traceparent: traceparent(ctx)})
	if err != nil {
		return err
	}
	return s.nc.Publish("orders.placed", data)
}

func (s *shop) untraced(ctx context.Context, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(events.Traced{OrderID: id})
	if err != nil {
		return err
	}
	return s.nc.Publish("orders.placed", data) // want "publishctx/no-carrier"
}

// The trace id of the span context.

type audit struct {
	What    string
	TraceID string
}

func (s *shop) traceID(ctx context.Context) error {
	data, err := json.Marshal(audit{"order placed", trace.SpanContextFromContext(ctx).TraceID().String()})
	if err != nil {
		return err
	}
	return s.nc.Publish("audit", data)
}

func (s *shop) traceIDAsText(ctx context.Context) error {
	sc := trace.SpanFromContext(ctx).SpanContext()
	return s.nc.Publish("audit", fmt.Appendf(nil, `{"trace":"%s-%s"}`, sc.TraceID(), sc.SpanID()))
}

func (s *shop) noTraceID(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(audit{What: "order placed"})
	if err != nil {
		return err
	}
	return s.nc.Publish("audit", data) // want "publishctx/no-carrier"
}

// A whole carrier in the payload.

type envelope struct {
	Carrier map[string]string
	Data    any
}

func (s *shop) enveloped(ctx context.Context, e events.Placed) error {
	env := envelope{Carrier: map[string]string{}, Data: e}
	otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(env.Carrier))
	data, err := json.Marshal(env)
	if err != nil {
		return err
	}
	return s.nc.Publish("orders.placed", data)
}

func (s *shop) emptyEnvelope(ctx context.Context, e events.Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(envelope{Carrier: map[string]string{}, Data: e})
	if err != nil {
		return err
	}
	return s.nc.Publish("orders.placed", data) // want "publishctx/no-carrier"
}

// A correlation id: from the context, from the incoming event, or made up.

func (s *shop) correlated(ctx context.Context, id string) error {
	data, err := json.Marshal(events.New(ctx, id))
	if err != nil {
		return err
	}
	return s.nc.Publish("orders.placed", data)
}

func (s *shop) correlatedHere(ctx context.Context, id string) error {
	data, err := json.Marshal(events.Correlated{OrderID: id, CorrelationID: events.Correlation(ctx)})
	if err != nil {
		return err
	}
	return s.nc.Publish("orders.placed", data)
}

func (s *shop) madeUp(ctx context.Context, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := json.Marshal(events.Correlated{OrderID: id, CorrelationID: fmt.Sprint(rand.Int64())}) // want "followup/reset: .* events.Correlation.ctx. came in"
	if err != nil {
		return err
	}
	return s.nc.Publish("orders.placed", data) // want "publishctx/no-carrier"
}

func (s *shop) forwarded() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders.placed", func(m *nats.Msg) {
		var in events.Correlated
		if json.Unmarshal(m.Data, &in) != nil {
			slog.Error("no order")
			return
		}
		data, err := json.Marshal(events.Correlated{OrderID: in.OrderID, CorrelationID: in.CorrelationID})
		if err != nil {
			return
		}
		_ = s.nc.Publish("stock.reserved", data)
	})
}

func (s *shop) notForwarded() (*nats.Subscription, error) {
	return s.nc.Subscribe("orders.placed", func(m *nats.Msg) {
		var in events.Correlated
		if json.Unmarshal(m.Data, &in) != nil {
			slog.Error("no order")
			return
		}
		data, err := json.Marshal(events.Placed{OrderID: in.OrderID})
		if err != nil {
			return
		}
		_ = s.nc.Publish("stock.reserved", data) // want "publishctx/no-carrier"
	})
}

// In a helper that marshals what it is given.

func (s *shop) helped(ctx context.Context, id string) error {
	return s.send("orders.placed", events.New(ctx, id))
}
