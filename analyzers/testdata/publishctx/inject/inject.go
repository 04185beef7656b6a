// Package inject puts the trace context into messages in all the ways that
// people find. The few that miss are marked.
package inject

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"

	"tracelint.test/testdata/shared/carrier"
)

type shop struct {
	nc         *nats.Conn
	w          *kafka.Writer
	propagator propagation.TextMapPropagator
	stamp      func(ctx context.Context, m *nats.Msg)
}

// In a helper of this package.

func inject(ctx context.Context, h nats.Header) {
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(h))
}

func (s *shop) helper(ctx context.Context, data []byte) error {
	m := nats.NewMsg("orders.placed")
	m.Data = data
	inject(ctx, m.Header)
	return s.nc.PublishMsg(m)
}

// In a helper of another package, with a name that says nothing.

func (s *shop) otherPackage(ctx context.Context, data []byte) error {
	m := &nats.Msg{Subject: "orders.placed", Data: data}
	carrier.Prepare(ctx, m)
	return s.nc.PublishMsg(m)
}

// In a helper with a name that promises too much.

func (s *shop) promised(ctx context.Context) error {
	m := &nats.Msg{Subject: "orders.placed", Data: []byte("{}")}
	carrier.InjectTraceContext(ctx, m)
	return s.nc.PublishMsg(m) // want "publishctx/no-carrier"
}

// By a function that builds the headers, or the message.

func (s *shop) headers(ctx context.Context, data []byte) error {
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders.placed", Header: carrier.Headers(ctx), Data: data})
}

func (s *shop) message(ctx context.Context, data []byte) error {
	return s.nc.PublishMsg(carrier.Message(ctx, "orders.placed", data))
}

// Through an alias of the header map.

func (s *shop) aliased(ctx context.Context, data []byte) error {
	m := nats.NewMsg("orders.placed")
	m.Data = data
	h := m.Header
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(h))
	return s.nc.PublishMsg(m)
}

func (s *shop) aliasedFirst(ctx context.Context, data []byte) error {
	h := nats.Header{}
	c := propagation.HeaderCarrier(h)
	m := &nats.Msg{Subject: "orders.placed", Header: h, Data: data}
	otel.GetTextMapPropagator().Inject(ctx, c)
	return s.nc.PublishMsg(m)
}

// Copied over in a loop.

func (s *shop) loop(ctx context.Context, data []byte) error {
	c := propagation.MapCarrier{}
	s.propagator.Inject(ctx, c)
	m := nats.NewMsg("orders.placed")
	m.Data = data
	for k, v := range c {
		m.Header.Set(k, v)
	}
	return s.nc.PublishMsg(m)
}

func (s *shop) loopKeys(ctx context.Context, data []byte) error {
	c := propagation.MapCarrier{}
	s.propagator.Inject(ctx, c)
	msg := kafka.Message{Value: data}
	for _, k := range c.Keys() {
		msg.Headers = append(msg.Headers, kafka.Header{Key: k, Value: []byte(c.Get(k))})
	}
	return s.w.WriteMessages(ctx, msg)
}

// Through a carrier adapter, here and in another package.

type headers []kafka.Header

func (h *headers) Get(string) string { return "" }
func (h *headers) Keys() []string    { return nil }
func (h *headers) Set(key, value string) {
	*h = append(*h, kafka.Header{Key: key, Value: []byte(value)})
}

func (s *shop) adapter(ctx context.Context, data []byte) error {
	var h headers
	s.propagator.Inject(ctx, &h)
	return s.w.WriteMessages(ctx, kafka.Message{Headers: h, Value: data})
}

func (s *shop) adapterElsewhere(ctx context.Context, data []byte) error {
	msg := kafka.Message{Value: data}
	s.propagator.Inject(ctx, carrier.Kafka{Message: &msg})
	return s.w.WriteMessages(ctx, msg)
}

func (s *shop) pairs(ctx context.Context, data []byte) error {
	return s.w.WriteMessages(ctx, kafka.Message{Headers: carrier.Pairs(ctx), Value: data})
}

func (s *shop) appended(ctx context.Context, data []byte) error {
	hs := []kafka.Header{{Key: "content-type", Value: []byte("application/json")}}
	hs = append(hs, carrier.Pairs(ctx)...)
	return s.w.WriteMessages(ctx, kafka.Message{Headers: hs, Value: data})
}

func (s *shop) notAppended(ctx context.Context) error {
	hs := []kafka.Header{{Key: "content-type", Value: []byte("application/json")}}
	_ = append(hs, carrier.Pairs(ctx)...)
	return s.w.WriteMessages(ctx, kafka.Message{Headers: hs, Value: []byte("{}")}) // want "publishctx/no-carrier"
}

// Into a copy: a struct passed by value.

func setHeaders(ctx context.Context, msg kafka.Message) {
	msg.Headers = carrier.Pairs(ctx)
}

func (s *shop) copied(ctx context.Context) error {
	msg := kafka.Message{Value: []byte("{}")}
	setHeaders(ctx, msg)
	return s.w.WriteMessages(ctx, msg) // want "publishctx/no-carrier"
}

func withHeaders(ctx context.Context, msg kafka.Message) kafka.Message {
	msg.Headers = carrier.Pairs(ctx)
	return msg
}

func (s *shop) copiedBack(ctx context.Context, data []byte) error {
	return s.w.WriteMessages(ctx, withHeaders(ctx, kafka.Message{Value: data}))
}

// In a closure, a method value, a deferred call's sibling, a generic helper.

func (s *shop) closure(ctx context.Context, data []byte) error {
	m := nats.NewMsg("orders.placed")
	m.Data = data
	fill := func() { otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(m.Header)) }
	fill()
	return s.nc.PublishMsg(m)
}

func (s *shop) fill(ctx context.Context, m *nats.Msg) {
	s.propagator.Inject(ctx, propagation.HeaderCarrier(m.Header))
}

func (s *shop) methodValue(ctx context.Context, data []byte) error {
	m := nats.NewMsg("orders.placed")
	m.Data = data
	fill := s.fill
	fill(ctx, m)
	return s.nc.PublishMsg(m)
}

func (s *shop) methodExpression(ctx context.Context, data []byte) error {
	m := nats.NewMsg("orders.placed")
	m.Data = data
	(*shop).fill(s, ctx, m)
	return s.nc.PublishMsg(m)
}

func traced[C propagation.TextMapCarrier](ctx context.Context, c C) C {
	otel.GetTextMapPropagator().Inject(ctx, c)
	return c
}

func (s *shop) generic(ctx context.Context, data []byte) error {
	h := traced(ctx, propagation.HeaderCarrier{})
	return s.nc.PublishMsg(&nats.Msg{Subject: "orders.placed", Header: nats.Header(h), Data: data})
}

// By a function value that nobody knows: unknown stays silent.

func (s *shop) unknown(ctx context.Context, data []byte) error {
	m := nats.NewMsg("orders.placed")
	m.Data = data
	s.stamp(ctx, m)
	return s.nc.PublishMsg(m)
}

// Builders that take ctx.

type builder struct{ m *nats.Msg }

func newBuilder(subject string) *builder { return &builder{nats.NewMsg(subject)} }

func (b *builder) context(ctx context.Context) *builder {
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(b.m.Header))
	return b
}

func (b *builder) data(p []byte) *builder {
	b.m.Data = p
	return b
}

func (b *builder) build() *nats.Msg { return b.m }

func (s *shop) built(ctx context.Context, p []byte) error {
	return s.nc.PublishMsg(newBuilder("orders.placed").context(ctx).data(p).build())
}

func (s *shop) builtBare(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.nc.PublishMsg(newBuilder("orders.placed").data([]byte("{}")).build()) // want "publishctx/no-carrier"
}

// Batches.

func (s *shop) batch(ctx context.Context, all [][]byte) error {
	msgs := make([]kafka.Message, 0, len(all))
	for _, data := range all {
		msgs = append(msgs, kafka.Message{Headers: carrier.Pairs(ctx), Value: data})
	}
	return s.w.WriteMessages(ctx, msgs...)
}

func (s *shop) batchBare(ctx context.Context, all []int) error {
	msgs := make([]kafka.Message, 0, len(all))
	for _, n := range all {
		msgs = append(msgs, kafka.Message{Value: []byte{byte(n)}})
	}
	return s.w.WriteMessages(ctx, msgs...) // want "publishctx/no-carrier"
}

func (s *shop) batchIndex(ctx context.Context, all [][]byte) error {
	msgs := make([]kafka.Message, len(all))
	for i, data := range all {
		msgs[i].Value = data
		s.propagator.Inject(ctx, carrier.Kafka{Message: &msgs[i]})
	}
	return s.w.WriteMessages(ctx, msgs...)
}

func (s *shop) variadic(ctx context.Context) error {
	a := kafka.Message{Value: []byte("a"), Headers: carrier.Pairs(ctx)}
	b := kafka.Message{Value: []byte("b"), Headers: carrier.Pairs(ctx)}
	return s.w.WriteMessages(ctx, a, b)
}

func (s *shop) variadicBare(ctx context.Context) error {
	a := kafka.Message{Value: []byte("a")}
	b := kafka.Message{Value: []byte("b")}
	return s.w.WriteMessages(ctx, a, b) // want "publishctx/no-carrier"
}
