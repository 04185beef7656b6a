// Package technical names spans for the machinery that runs.
package technical

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("tracelint.test/spanname/technical")

type warehouse struct {
	r  *kafka.Reader
	nc *nats.Conn
}

// OrderPlaced is what the warehouse is told.
type OrderPlaced struct {
	OrderID string
	Items   int
}

// The same step, three times: as code, as one sees it, and as an operator does.

func (w *warehouse) reserveInventory(ctx context.Context, o OrderPlaced) error {
	_, span := tracer.Start(ctx, "process") // want "spanname/technical: .*such as \"reserve-inventory\""
	defer span.End()
	return nil
}

func (w *warehouse) reserveInventoryOK(ctx context.Context, o OrderPlaced) error {
	_, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	return nil
}

func (w *warehouse) reserveInventoryToo(ctx context.Context, o OrderPlaced) error {
	_, span := tracer.Start(ctx, "ReserveInventory")
	defer span.End()
	return nil
}

// The function is called like any other handler: the event says what it is about.
func (w *warehouse) handle(ctx context.Context, m kafka.Message) error {
	ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
	_, span := tracer.Start(ctx, "Process incoming message") // want "spanname/technical: .*such as \"handle-order-placed\""
	defer span.End()
	var placed OrderPlaced
	return json.Unmarshal(m.Value, &placed)
}

func (w *warehouse) handleOK(ctx context.Context, m kafka.Message) error {
	ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
	_, span := tracer.Start(ctx, "Process incoming order")
	defer span.End()
	var placed OrderPlaced
	return json.Unmarshal(m.Value, &placed)
}

// The topic says it.
func (w *warehouse) subscribe(ctx context.Context) error {
	_, err := w.nc.Subscribe("orders.placed", w.onMessage)
	return err
}

func (w *warehouse) onMessage(m *nats.Msg) {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(m.Header))
	_, span := tracer.Start(ctx, "handle message") // want "spanname/technical: .*such as \"handle-orders-placed\""
	defer span.End()
}

func (w *warehouse) onOrderPlaced(ctx context.Context) {
	_, span := tracer.Start(ctx, "Handler.Handle") // want "spanname/technical: .*such as \"handle-order-placed\""
	defer span.End()
}

// Nothing says it: no name is better than another one of the same kind.
func run(ctx context.Context) {
	_, span := tracer.Start(ctx, "work") // want "spanname/technical: .*name the business step, a verb and what it is done to$"
	defer span.End()
	_, span = tracer.Start(ctx, "another work") // want "spanname/technical"
	defer span.End()
	_, span = tracer.Start(ctx, "child-span-1") // want "spanname/technical"
	defer span.End()
}

// Constants, options, and ways to say internal.

const spanRun = "run_job"

func pack(ctx context.Context, urgent bool) {
	_, span := tracer.Start(ctx, spanRun) // want "spanname/technical"
	span.End()
	_, span = tracer.Start(ctx, "db query", trace.WithSpanKind(trace.SpanKindInternal)) // want "spanname/technical"
	span.End()
	_, span = tracer.Start(ctx, "KafkaConsumer.HandleMessage", trace.WithAttributes()) // want "spanname/technical"
	span.End()
	_, span = tracer.Start(ctx, "event"+"."+"process") // want "spanname/technical"
	span.End()
	name := "process"
	if urgent {
		name = "execute"
	}
	_, span = tracer.Start(ctx, name) // want "spanname/technical"
	span.End()
}

func packOK(ctx context.Context, urgent bool) {
	name := "pack-parcel"
	if urgent {
		name = "pack-urgent-parcel"
	}
	_, span := tracer.Start(ctx, name)
	span.End()
}

// A span may be given its name later; the last one counts.

func renamed(ctx context.Context) {
	_, span := tracer.Start(ctx, "process")
	defer span.End()
	span.SetName("reserve-inventory")
}

func renamedBadly(ctx context.Context) {
	_, span := tracer.Start(ctx, "reserve-inventory")
	defer span.End()
	span.SetName("process message") // want "spanname/technical"
}

// Whose span it is that a request came with, nobody here knows.
func renamedOthers(w http.ResponseWriter, r *http.Request) {
	trace.SpanFromContext(r.Context()).SetName("handle request")
}

// Conventions name spans of other kinds.

func kinds(ctx context.Context, more []trace.SpanStartOption) {
	_, span := tracer.Start(ctx, "process", trace.WithSpanKind(trace.SpanKindServer))
	span.End()
	_, span = tracer.Start(ctx, "query", trace.WithSpanKind(trace.SpanKindClient))
	span.End()
	_, span = tracer.Start(ctx, "process", more...)
	span.End()
}

// Options that are appended to a variable that a closure looks at.

func (w *warehouse) kindAppended(ctx context.Context, orders int) {
	var opts []trace.SpanStartOption
	defer func() { _ = opts }()
	opts = append(opts, trace.WithSpanKind(trace.SpanKindServer))
	_, span := tracer.Start(ctx, "process message", opts...)
	defer span.End()
}

func (w *warehouse) noKindAppended(ctx context.Context, orders int) {
	var opts []trace.SpanStartOption
	defer func() { _ = opts }()
	opts = append(opts, trace.WithTimestamp(time.Now()))
	_, span := tracer.Start(ctx, "process message", opts...) // want "spanname/technical"
	defer span.End()
}

// A handler that is put around others for one subject could be named for it.

type router struct {
	nc       *nats.Conn
	handlers map[string]func(context.Context, []byte) error
}

func (r *router) register(subject string, h func(context.Context, []byte) error) {
	r.handlers[subject] = func(ctx context.Context, data []byte) error {
		ctx, span := tracer.Start(ctx, "event.handle") // want "spanname/technical: .*name it \"handle \" \\+ subject"
		defer span.End()
		return h(ctx, data)
	}
}

func (r *router) registerOK(subject string, h func(context.Context, []byte) error) {
	r.handlers[subject] = func(ctx context.Context, data []byte) error {
		ctx, span := tracer.Start(ctx, "handle "+subject)
		defer span.End()
		return h(ctx, data)
	}
}

// Of what it is put around, this one is told nothing.
func (r *router) wrap(h func(context.Context, []byte) error) func(context.Context, []byte) error {
	return func(ctx context.Context, data []byte) error {
		ctx, span := tracer.Start(ctx, "event.handle")
		defer span.End()
		return h(ctx, data)
	}
}

// One for all subjects is told of each with its message, and registered for none.
func (r *router) shadowed(subject string, h func(context.Context, string) error) func(context.Context, string) error {
	r.handlers[subject] = nil
	return func(ctx context.Context, subject string) error {
		ctx, span := tracer.Start(ctx, "event.handle")
		defer span.End()
		return h(ctx, subject)
	}
}
