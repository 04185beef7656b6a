// Package kept publishes in methods whose receivers keep a context: that of one
// call, in structs made for it, or that of the process.
package kept

import (
	"context"
	"encoding/json"

	"github.com/segmentio/kafka-go"
	"github.com/zeromicro/go-zero/core/logx"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// Order is what is published.
type Order struct {
	SKU    string
	Amount int
}

func (o Order) bytes() []byte {
	b, _ := json.Marshal(o)
	return b
}

type services struct {
	writer *kafka.Writer
}

// PlaceOrder is made for one request, as go-zero does: the logger that is made
// along with it writes the request's trace into its records.
type PlaceOrder struct {
	ctx context.Context
	svc *services
	logx.Logger
}

func NewPlaceOrder(ctx context.Context, svc *services) *PlaceOrder {
	return &PlaceOrder{ctx: ctx, svc: svc, Logger: logx.WithContext(ctx)}
}

func (l *PlaceOrder) PlaceOrder(o Order) error {
	return l.svc.writer.WriteMessages(l.ctx, kafka.Message{Value: o.bytes()}) // want "publishctx/no-carrier: .*nothing of the context l.ctx along"
}

func (l *PlaceOrder) PlaceInjected(o Order) error {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(l.ctx, headers)
	msg := kafka.Message{Value: o.bytes()}
	for k, v := range headers {
		msg.Headers = append(msg.Headers, kafka.Header{Key: k, Value: []byte(v)})
	}
	return l.svc.writer.WriteMessages(l.ctx, msg)
}

func (l *PlaceOrder) PlaceAnyway(o Order) error {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(context.Background(), headers) // want "publishctx/dropped: .*the context l.ctx is in scope"
	msg := kafka.Message{Value: o.bytes()}
	for k, v := range headers {
		msg.Headers = append(msg.Headers, kafka.Header{Key: k, Value: []byte(v)})
	}
	return l.svc.writer.WriteMessages(l.ctx, msg)
}

// Step keeps the span of its context as well.
type Step struct {
	ctx    context.Context
	span   trace.Span
	writer *kafka.Writer
}

func NewStep(ctx context.Context, writer *kafka.Writer) *Step {
	s := &Step{writer: writer}
	s.ctx, s.span = ctx, trace.SpanFromContext(ctx)
	return s
}

func (s *Step) Done(o Order) error {
	return s.writer.WriteMessages(s.ctx, kafka.Message{Value: o.bytes()}) // want "publishctx/no-carrier: .*nothing of the context s.ctx along"
}

// Outbox lives as long as the process, and so does its context: nobody can tell
// what its events were caused by, and nothing is said.
type Outbox struct {
	ctx    context.Context
	writer *kafka.Writer
}

func NewOutbox(ctx context.Context, writer *kafka.Writer) *Outbox {
	return &Outbox{ctx: ctx, writer: writer}
}

func (b *Outbox) Flush(o Order) error {
	return b.writer.WriteMessages(b.ctx, kafka.Message{Value: o.bytes()})
}

// Relay logs as its process does, with the context that it is given at the start.
type relay struct {
	ctx    context.Context
	log    logx.Logger
	writer *kafka.Writer
}

func newRelay(ctx context.Context, writer *kafka.Writer) *relay {
	return &relay{ctx: ctx, log: logx.WithContext(ctx), writer: writer}
}

func Start(writer *kafka.Writer) {
	r := newRelay(context.Background(), writer)
	go r.forward(Order{})
}

func (r *relay) forward(o Order) error {
	return r.writer.WriteMessages(r.ctx, kafka.Message{Value: o.bytes()})
}

// Worker is given another context later on: which one holds is not known.
type Worker struct {
	ctx    context.Context
	log    logx.Logger
	writer *kafka.Writer
}

func NewWorker(ctx context.Context, writer *kafka.Writer) *Worker {
	return &Worker{ctx: ctx, log: logx.WithContext(ctx), writer: writer}
}

func (w *Worker) Restart(ctx context.Context) { w.ctx = ctx }

func (w *Worker) Report(o Order) error {
	return w.writer.WriteMessages(w.ctx, kafka.Message{Value: o.bytes()})
}
