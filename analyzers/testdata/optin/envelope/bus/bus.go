// Package bus hands off what it is given.
package bus

import (
	"context"
	"encoding/json"

	"github.com/nats-io/nats.go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/optin/envelope/events"
)

// Bus publishes with the trace in the headers.
type Bus struct{ nc *nats.Conn }

// Publish hands off any event.
func (b *Bus) Publish(ctx context.Context, event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return b.send(ctx, data)
}

func (b *Bus) send(ctx context.Context, data []byte) error {
	msg := &nats.Msg{Subject: "orders", Data: data, Header: nats.Header{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return b.nc.PublishMsg(msg)
}

// Stamped hands off a cancellation and says itself to which workflow it belongs.
func (b *Bus) Stamped(ctx context.Context, c events.Cancelled) error {
	c.CorrelationID, _ = ctx.Value("correlation").(string)
	return b.Publish(ctx, c)
}

// Correlated is an event that can be told its workflow.
type Correlated interface{ Correlate(id string) }

// Asking hands off any event, and tells those their workflow that can be told.
func (b *Bus) Asking(ctx context.Context, event any) error {
	if c, ok := event.(Correlated); ok {
		id, _ := ctx.Value("correlation").(string)
		c.Correlate(id)
	}
	return b.Publish(ctx, event)
}

// Plain hands off any event without headers.
func (b *Bus) Plain(event any) error {
	data, err := json.Marshal(event)
	if err != nil {
		return err
	}
	return b.nc.Publish("orders", data)
}

// Port is somebody's bus.
type Port interface {
	Publish(ctx context.Context, event any) error
}

// With hands off any event with the headers that it is given.
func (b *Bus) With(event any, headers map[string]string) error {
	data, err := json.Marshal(event)
	if err != nil {
		return err
	}
	h := nats.Header{}
	for k, v := range headers {
		h[k] = []string{v}
	}
	return b.nc.PublishMsg(&nats.Msg{Subject: "orders", Data: data, Header: h})
}
