// Package cardinality makes names of values.
package cardinality

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/shared/carrier"
)

var tracer = otel.Tracer("tracelint.test/spanname/cardinality")

// Order is what customers place.
type Order struct {
	ID         string
	CustomerID uuid.UUID
	Number     int64
	State      State
	PlacedAt   time.Time
}

// State is one of few.
type State string

const (
	Open   State = "open"
	Closed State = "closed"
)

type event struct {
	id   string
	Type string
}

func (e *event) ID() string        { return e.id }
func (e *event) EventName() string { return e.Type }

// Ids.

func ids(ctx context.Context, o *Order, e *event, paymentID string) {
	_, span := tracer.Start(ctx, "reserve "+o.ID) // want "spanname/cardinality: .*made of o.ID, an id: .* name it \"reserve\" and put"
	span.End()
	_, span = tracer.Start(ctx, fmt.Sprintf("reserve for %s", o.CustomerID)) // want "spanname/cardinality: .*an id"
	span.End()
	_, span = tracer.Start(ctx, "handle "+e.ID()) // want "spanname/cardinality: .*e.ID\\(\\), an id: .*; name the step and"
	span.End()
	_, span = tracer.Start(ctx, fmt.Sprintf("%s-%v", "capture-payment", paymentID)) // want "spanname/cardinality: .*name it \"capture-payment\""
	span.End()
	_, span = tracer.Start(ctx, uuid.NewString()) // want "spanname/cardinality: .*a generated value"
	span.End()
	_, span = tracer.Start(ctx, "ship-"+uuid.New().String()) // want "spanname/cardinality: .*a generated value"
	span.End()
	_, span = tracer.Start(ctx, strings.Join([]string{"ship", o.ID}, "/")) // want "spanname/cardinality"
	span.End()
	var b strings.Builder
	b.WriteString("ship ")
	b.WriteString(o.ID)
	_, span = tracer.Start(ctx, b.String()) // want "spanname/cardinality"
	span.End()
	_, span = tracer.Start(ctx, "ship")
	span.SetName("ship " + o.ID) // want "spanname/cardinality"
}

func idsOK(ctx context.Context, o *Order, e *event) {
	_, span := tracer.Start(ctx, "reserve "+string(o.State))
	span.End()
	_, span = tracer.Start(ctx, "handle "+e.Type)
	span.End()
	_, span = tracer.Start(ctx, "handle "+e.EventName())
	span.End()
	_, span = tracer.Start(ctx, fmt.Sprintf("handle %T", e))
	span.End()
}

// Built elsewhere in the package.

func nameOf(o *Order) string { return "reserve " + o.ID }

func label(verb, what string) string { return verb + " " + what }

func built(ctx context.Context, o *Order) {
	_, span := tracer.Start(ctx, nameOf(o)) // want "spanname/cardinality"
	span.End()
	_, span = tracer.Start(ctx, label("reserve", o.ID)) // want "spanname/cardinality"
	span.End()
	_, span = tracer.Start(ctx, label("reserve", "inventory"))
	span.End()
	name := "reserve"
	if o.Number > 0 {
		name = "reserve " + o.ID
	}
	_, span = tracer.Start(ctx, name) // want "spanname/cardinality"
	span.End()
}

// Requests.

func serve(w http.ResponseWriter, r *http.Request) {
	_, span := tracer.Start(r.Context(), r.URL.Path) // want "spanname/cardinality: .*made of r.URL.Path, a URL's path"
	span.End()
	_, span = tracer.Start(r.Context(), r.Method+" "+r.RequestURI) // want "spanname/cardinality"
	span.End()
	_, span = tracer.Start(r.Context(), fmt.Sprint("GET ", r.URL)) // want "spanname/cardinality"
	span.End()
	_, span = tracer.Start(r.Context(), "search "+r.FormValue("q")) // want "spanname/cardinality: .*user input"
	span.End()
	_, span = tracer.Start(r.Context(), r.Method+" "+r.Pattern)
	span.End()
	name := r.Method + " " + r.Pattern
	if r.Pattern == "" {
		name = r.URL.Path
	}
	_, span = tracer.Start(r.Context(), name)
	span.End()
}

func fetch(ctx context.Context, target *url.URL) {
	_, span := tracer.Start(ctx, "send "+target.String()) // want "spanname/cardinality: .*a URL"
	span.End()
}

// Messages and time.

func consume(ctx context.Context, m kafka.Message) {
	ctx = otel.GetTextMapPropagator().Extract(ctx, carrier.Kafka{Message: &m})
	_, span := tracer.Start(ctx, "process "+string(m.Key)) // want "spanname/cardinality: .*m.Key, the message's key"
	span.End()
	_, span = tracer.Start(ctx, "process "+m.Topic)
	span.End()
	_, span = tracer.Start(ctx, "close-day "+time.Now().Format(time.DateOnly)) // want "spanname/cardinality: .*the time"
	span.End()
}

// What there are few of, or what cannot be known.

type worker struct {
	id    string
	shard int
	jobs  chan Order
	base  *url.URL
	name  string
}

func (w *worker) run(ctx context.Context, workerID int, names []string) {
	_, span := tracer.Start(ctx, "drain-orders "+w.id)
	span.End()
	_, span = tracer.Start(ctx, "drain-orders "+strconv.Itoa(workerID))
	span.End()
	_, span = tracer.Start(ctx, "drain-orders "+strconv.Itoa(w.shard))
	span.End()
	_, span = tracer.Start(ctx, "charge "+w.base.String())
	span.End()
	_, span = tracer.Start(ctx, w.name)
	span.End()
	for i, name := range names {
		_, span = tracer.Start(ctx, fmt.Sprintf("%s %d", name, i))
		span.End()
	}
}

var names = map[State]string{Open: "open-order", Closed: "close-order"}

func finite(ctx context.Context, o *Order, kind string) {
	_, span := tracer.Start(ctx, names[o.State])
	span.End()
	name := "review-order"
	switch kind {
	case "new":
		name = "accept-order"
	case "old":
		name = "archive-order"
	}
	_, span = tracer.Start(ctx, name)
	span.End()
}
