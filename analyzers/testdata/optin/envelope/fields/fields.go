// Package fields hands off events with their ids and without.
package fields

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"tracelint.test/testdata/optin/envelope/bus"
	"tracelint.test/testdata/optin/envelope/events"
)

// Paid has all that is required.
type Paid struct {
	EventID       string
	TraceID       string
	CorrelationID string
	Amount        int
}

func send(ctx context.Context, nc *nats.Conn, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	msg := nats.NewMsg("payments")
	msg.Data = data
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return nc.PublishMsg(msg)
}

func literal(ctx context.Context, nc *nats.Conn) error {
	return send(ctx, nc, Paid{EventID: uuid.NewString(), Amount: 1}) // want "envelope/missing-field: .*send hands off Paid with CorrelationID never set"
}

func literalGood(ctx context.Context, nc *nats.Conn, workflow string) error {
	return send(ctx, nc, Paid{EventID: uuid.NewString(), CorrelationID: workflow, Amount: 1})
}

func nothing(ctx context.Context, nc *nats.Conn) error {
	return send(ctx, nc, Paid{}) // want "envelope/missing-field: .*EventID and CorrelationID never set"
}

func emptyString(ctx context.Context, nc *nats.Conn) error {
	return send(ctx, nc, &Paid{EventID: uuid.NewString(), CorrelationID: ""}) // want "envelope/missing-field: .*CorrelationID"
}

// Directly, marshalled in place.

func direct(ctx context.Context, w *kafka.Writer, amount int) error {
	paid := Paid{EventID: uuid.NewString(), Amount: amount}
	data, err := json.Marshal(paid)
	if err != nil {
		return err
	}
	sc := trace.SpanContextFromContext(ctx)
	return w.WriteMessages(ctx, kafka.Message{ // want "envelope/missing-field: .*Writer.WriteMessages hands off Paid with CorrelationID never set"
		Key: []byte(paid.EventID), Value: data, Headers: []kafka.Header{{Key: "traceparent", Value: []byte(sc.TraceID().String())}},
	})
}

func directGood(ctx context.Context, w *kafka.Writer, amount int, workflow string) error {
	paid := Paid{EventID: uuid.NewString(), Amount: amount}
	paid.CorrelationID = workflow
	data, err := json.Marshal(paid)
	if err != nil {
		return err
	}
	sc := trace.SpanContextFromContext(ctx)
	return w.WriteMessages(ctx, kafka.Message{
		Key: []byte(paid.EventID), Value: data, Headers: []kafka.Header{{Key: "traceparent", Value: []byte(sc.TraceID().String())}},
	})
}

// Only a payload: the trace id has to be in it.

func payload(ctx context.Context, nc *nats.Conn, workflow string) error {
	data, err := json.Marshal(Paid{EventID: uuid.NewString(), CorrelationID: workflow})
	if err != nil {
		return err
	}
	return nc.Publish("payments", data) // want "envelope/missing-field: .*TraceID never set: nobody gets from the event to its trace"
}

func payloadGood(ctx context.Context, nc *nats.Conn, workflow string) error {
	data, err := json.Marshal(Paid{EventID: uuid.NewString(), TraceID: trace.SpanContextFromContext(ctx).TraceID().String(), CorrelationID: workflow})
	if err != nil {
		return err
	}
	return nc.Publish("payments", data)
}

// On one path only: it may be set.

func somePath(ctx context.Context, nc *nats.Conn, workflow string) error {
	paid := Paid{EventID: uuid.NewString()}
	if workflow != "" {
		paid.CorrelationID = workflow
	}
	return send(ctx, nc, paid)
}

func tooLate(ctx context.Context, nc *nats.Conn, workflow string) error {
	paid := Paid{EventID: uuid.NewString()}
	err := send(ctx, nc, paid) // want "envelope/missing-field: .*CorrelationID"
	paid.CorrelationID = workflow
	return errors.Join(err, fmt.Errorf("%v", paid))
}

// Setters, and functions that are given a pointer.

func (p *Paid) correlate(id string) { p.CorrelationID = id }
func (p *Paid) double()             { p.Amount *= 2 }

func setter(ctx context.Context, nc *nats.Conn, workflow string) error {
	paid := &Paid{EventID: uuid.NewString()}
	paid.correlate(workflow)
	return send(ctx, nc, paid)
}

func otherSetter(ctx context.Context, nc *nats.Conn) error {
	paid := &Paid{EventID: uuid.NewString()}
	paid.double()
	return send(ctx, nc, paid) // want "envelope/missing-field: .*CorrelationID"
}

func stamp(p *Paid, id string) { p.CorrelationID = id }

func stamped(ctx context.Context, nc *nats.Conn, workflow string) error {
	var paid Paid
	paid.EventID = uuid.NewString()
	stamp(&paid, workflow)
	return send(ctx, nc, paid)
}

func stampedWithNothing(ctx context.Context, nc *nats.Conn) error {
	var paid Paid
	paid.EventID = uuid.NewString()
	stamp(&paid, "")
	return send(ctx, nc, paid) // want "envelope/missing-field: .*CorrelationID"
}

func throughHook(ctx context.Context, nc *nats.Conn, hook func(*Paid)) error {
	paid := &Paid{EventID: uuid.NewString()}
	hook(paid)
	return send(ctx, nc, paid)
}

func decoded(ctx context.Context, nc *nats.Conn, data []byte) error {
	var paid Paid
	if err := json.Unmarshal(data, &paid); err != nil {
		return err
	}
	return send(ctx, nc, paid)
}

func copied(ctx context.Context, nc *nats.Conn, in Paid) error {
	paid := in
	paid.EventID = uuid.NewString()
	return send(ctx, nc, paid)
}

func fromElsewhere(ctx context.Context, nc *nats.Conn, store map[string]Paid) error {
	return send(ctx, nc, store["last"])
}

func logged(ctx context.Context, nc *nats.Conn) error {
	paid := &Paid{EventID: uuid.NewString()}
	fmt.Println("handing off", paid)
	return send(ctx, nc, paid) // want "envelope/missing-field: .*CorrelationID"
}

// Constructors here and elsewhere.

func newPaid(workflow string) *Paid {
	p := &Paid{EventID: uuid.NewString()}
	p.CorrelationID = workflow
	return p
}

func constructed(ctx context.Context, nc *nats.Conn, workflow string) error {
	return send(ctx, nc, newPaid(workflow))
}

func constructedEmpty(ctx context.Context, nc *nats.Conn) error {
	return send(ctx, nc, newPaid("")) // want "envelope/missing-field: .*CorrelationID"
}

func constructedLater(ctx context.Context, nc *nats.Conn, workflow string) error {
	p := newPaid("")
	p.CorrelationID = workflow
	return send(ctx, nc, p)
}

func placed(ctx context.Context, b *bus.Bus) error {
	return b.Publish(ctx, events.NewPlaced(1)) // want "envelope/missing-field: .*Bus.Publish hands off Placed with CorrelationID never set"
}

func placedLater(ctx context.Context, b *bus.Bus, workflow string) error {
	e := events.NewPlaced(1)
	e.CorrelationID = workflow
	return b.Publish(ctx, e)
}

func placedFor(ctx context.Context, b *bus.Bus, workflow string) error {
	return b.Publish(ctx, events.NewPlacedFor(workflow, 1))
}

func placedForNobody(ctx context.Context, b *bus.Bus) error {
	return b.Publish(ctx, events.NewPlacedFor("", 1)) // want "envelope/missing-field: .*CorrelationID"
}

func base(ctx context.Context, b *bus.Bus, workflow string) error {
	return b.Publish(ctx, events.Placed{Base: events.NewBase(workflow), Amount: 1})
}

func cancelled(ctx context.Context, b *bus.Bus) error {
	return b.Publish(ctx, events.NewCancelled("late")) // want "envelope/missing-field: .*CorrelationID"
}

func cancelledCorrelated(ctx context.Context, b *bus.Bus, workflow string) error {
	c := events.NewCancelled("late")
	c.Correlate(workflow)
	return b.Publish(ctx, c)
}

func cancelledExplained(ctx context.Context, b *bus.Bus) error {
	c := events.NewCancelled("late")
	c.Explain("very late")
	return b.Publish(ctx, c) // want "envelope/missing-field: .*CorrelationID"
}

// Wrappers that fill something in themselves.

func byBus(ctx context.Context, b *bus.Bus) error {
	return b.Stamped(ctx, events.Cancelled{EventID: "1"})
}

func byBusIfItCan(ctx context.Context, b *bus.Bus) error {
	return b.Asking(ctx, &events.Cancelled{EventID: "1"})
}

func plain(ctx context.Context, b *bus.Bus, workflow string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.Plain(events.Cancelled{EventID: "1", CorrelationID: workflow}) // want "envelope/missing-field: .*TraceParent"
}

// Interfaces: what is handed over by value stays what it is.

func port(ctx context.Context, b bus.Port) error {
	return b.Publish(ctx, events.Cancelled{EventID: "1"}) // want "envelope/missing-field: .*CorrelationID"
}

func portPointer(ctx context.Context, b bus.Port) error {
	return b.Publish(ctx, &events.Cancelled{EventID: "1"})
}

// Other encodings.

func encoded(ctx context.Context, nc *nats.Conn) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(Paid{EventID: uuid.NewString()}); err != nil {
		return err
	}
	msg := &nats.Msg{Subject: "payments", Data: buf.Bytes(), Header: nats.Header{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return nc.PublishMsg(msg) // want "envelope/missing-field: .*CorrelationID"
}

func (p Paid) encode() []byte {
	data, _ := json.Marshal(p)
	return data
}

func method(ctx context.Context, nc *nats.Conn) error {
	msg := &nats.Msg{Subject: "payments", Data: Paid{EventID: uuid.NewString()}.encode(), Header: nats.Header{}}
	otel.GetTextMapPropagator().Inject(ctx, propagation.HeaderCarrier(msg.Header))
	return nc.PublishMsg(msg) // want "envelope/missing-field: .*CorrelationID"
}

// Only its key is sent on.

func onlyKey(ctx context.Context, w *kafka.Writer) error {
	paid := Paid{EventID: uuid.NewString()}
	sc := trace.SpanContextFromContext(ctx)
	return w.WriteMessages(ctx, kafka.Message{Value: []byte(paid.EventID), Headers: []kafka.Header{{Key: "traceparent", Value: []byte(sc.TraceID().String())}}})
}

// A field, and a bag of metadata in which the id may be as well.

type Shipped struct {
	EventID       string
	CorrelationID string
	TraceID       string
	Metadata      map[string]string
}

func inMetadata(ctx context.Context, nc *nats.Conn, workflow string) error {
	return send(ctx, nc, Shipped{EventID: uuid.NewString(), Metadata: map[string]string{"correlation_id": workflow}})
}

func otherMetadata(ctx context.Context, nc *nats.Conn, tenant string) error {
	return send(ctx, nc, Shipped{EventID: uuid.NewString(), Metadata: map[string]string{"tenant": tenant}}) // want "envelope/missing-field: .*CorrelationID"
}

func anyMetadata(ctx context.Context, nc *nats.Conn, key, value string) error {
	e := Shipped{EventID: uuid.NewString(), Metadata: map[string]string{}}
	e.Metadata[key] = value
	return send(ctx, nc, e)
}

func givenMetadata(ctx context.Context, nc *nats.Conn, meta map[string]string) error {
	return send(ctx, nc, Shipped{EventID: uuid.NewString(), Metadata: meta})
}

// Closures and loops.

func closure(ctx context.Context, nc *nats.Conn, workflow string) error {
	paid := Paid{EventID: uuid.NewString()}
	fill := func() { paid.CorrelationID = workflow }
	fill()
	return send(ctx, nc, paid)
}

func loop(ctx context.Context, nc *nats.Conn, amounts []int) error {
	for _, a := range amounts {
		e := Paid{EventID: uuid.NewString(), Amount: a}
		if err := send(ctx, nc, e); err != nil { // want "envelope/missing-field: .*CorrelationID"
			return err
		}
	}
	return nil
}

func loopSlice(ctx context.Context, nc *nats.Conn, list []Paid) error {
	for _, e := range list {
		if err := send(ctx, nc, e); err != nil {
			return err
		}
	}
	return nil
}

// No event: it has no id of its own.

type Command struct{ CorrelationID, Name string }

func command(ctx context.Context, nc *nats.Conn) error { return send(ctx, nc, Command{Name: "go"}) }

func ignored(ctx context.Context, nc *nats.Conn) error {
	//tracelint:ignore envelope/missing-field -- the first of its workflow
	return send(ctx, nc, Paid{EventID: uuid.NewString()})
}
