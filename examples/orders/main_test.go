package main

import (
	"context"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"

	"example.com/orders/internal/events"
	"example.com/orders/internal/telemetry"
)

func TestBroken(t *testing.T) {
	r := runVariant(t, startBroken)

	if got, want := len(r.traces), 5; got != want {
		t.Errorf("%d traces, want %d", got, want)
	}
	checkPaths(t, r, []string{
		"orders: POST /orders",
		"orders: POST /orders > publish order.placed",
		"orders: POST /orders > publish audit.order",
		"inventory: process",
		"inventory: process > reserve-stock",
		"inventory: process > reserve-stock > publish stock.reserved",
		"payment: process",
		"payment: process > collect-payment",
		"payment: publish payment.captured",
		"shipping: process",
		"shipping: process > handle event",
		"shipping: process > handle event > publish shipment.booked",
	})
	for _, s := range spans(r) {
		if len(s.Links) > 0 {
			t.Errorf("%s is linked to something", s.path)
		}
		if attempt(s) != 0 {
			t.Errorf("%s shows an attempt", s.path)
		}
		if s.Service == "payment" && s.Status.Code == codes.Error {
			t.Errorf("%s shows that the provider failed", s.path)
		}
		if s.Name == "publish audit.order" && s.Status.Description != context.Canceled.Error() {
			t.Errorf("the audit record ended with %q, want it to be cut off", s.Status.Description)
		}
	}

	if r.message(events.OrderAudited) != nil {
		t.Error("the audit record reached the broker")
	}
	for _, msg := range r.messages {
		if id := carriedTrace(msg); id != "" {
			t.Errorf("%s carries trace %s", msg.Subject, id)
		}
	}
	placed, reserved := envelopes(t, r)
	if placed.ID != placed.TraceID || placed.ID != placed.CorrelationID {
		t.Errorf("the ids of %+v differ", placed)
	}
	if reserved.CorrelationID == placed.CorrelationID {
		t.Error("the follow-up event has kept the correlation id")
	}
}

func TestFixed(t *testing.T) {
	r := runVariant(t, startFixed)

	if got, want := len(r.traces), 1; got != want {
		t.Errorf("%d traces, want %d", got, want)
	}
	checkPaths(t, r, []string{
		"orders: POST /orders",
		"orders: POST /orders > publish order.placed",
		"inventory: POST /orders > publish order.placed > process order.placed",
		"inventory: POST /orders > publish order.placed > process order.placed > reserve-stock",
		"inventory: POST /orders > publish order.placed > process order.placed > reserve-stock > publish stock.reserved",
		"shipping: POST /orders > publish order.placed > process order.placed > reserve-stock > publish stock.reserved > process stock.reserved",
		"shipping: POST /orders > publish order.placed > process order.placed > reserve-stock > publish stock.reserved > process stock.reserved > book-parcel",
		"shipping: POST /orders > publish order.placed > process order.placed > reserve-stock > publish stock.reserved > process stock.reserved > book-parcel > publish shipment.booked",
		"payment: POST /orders > publish order.placed > process order.placed",
		"payment: POST /orders > publish order.placed > process order.placed > collect-payment",
		"payment: POST /orders > publish order.placed > process order.placed > collect-payment > charge-customer",
		"payment: POST /orders > publish order.placed > process order.placed > collect-payment > charge-customer",
		"payment: POST /orders > publish order.placed > process order.placed > collect-payment > charge-customer",
		"payment: POST /orders > publish order.placed > process order.placed > collect-payment > publish payment.captured",
		"orders: POST /orders > publish audit.order",
	})
	checkRepaired(t, r)
}

func TestLinked(t *testing.T) {
	r := runVariant(t, startLinked)

	if got, want := len(r.traces), 4; got != want {
		t.Errorf("%d traces, want %d", got, want)
	}
	checkPaths(t, r, []string{
		"orders: POST /orders",
		"orders: POST /orders > publish order.placed",
		"orders: POST /orders > publish audit.order",
		"inventory: process order.placed",
		"inventory: process order.placed > reserve-stock",
		"inventory: process order.placed > reserve-stock > publish stock.reserved",
		"payment: process order.placed",
		"payment: process order.placed > collect-payment",
		"payment: process order.placed > collect-payment > charge-customer",
		"payment: process order.placed > collect-payment > charge-customer",
		"payment: process order.placed > collect-payment > charge-customer",
		"payment: process order.placed > collect-payment > publish payment.captured",
		"shipping: process stock.reserved",
		"shipping: process stock.reserved > book-parcel",
		"shipping: process stock.reserved > book-parcel > publish shipment.booked",
	})
	checkRepaired(t, r)
}

// TestReadme keeps the output shown in README.md true.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, start := range map[string]starter{"broken": startBroken, "fixed": startFixed, "linked": startLinked} {
		var out strings.Builder
		runVariant(t, start).print(&out)
		if !strings.Contains(string(readme), "```text\n"+out.String()+"```\n") {
			t.Errorf("README.md does not show what the %s shop prints:\n%s", name, out.String())
		}
	}
}

// checkRepaired checks what holds whether causes are kept as parents or as links.
func checkRepaired(t *testing.T, r *result) {
	t.Helper()

	// Every root but the request's is linked to a span of this run.
	known := make(map[string]bool)
	for _, s := range spans(r) {
		known[s.SpanContext.SpanID().String()] = true
	}
	for _, tr := range r.traces {
		if len(tr.Roots) != 1 {
			t.Errorf("trace %s has %d roots, want 1", tr.ID, len(tr.Roots))
		}
		for _, root := range tr.Roots {
			linked := slices.ContainsFunc(root.Links, func(l sdktrace.Link) bool {
				return l.SpanContext.TraceID() != tr.ID && known[l.SpanContext.SpanID().String()]
			})
			if root.Name != "POST /orders" && !linked {
				t.Errorf("%s stands alone", root.Name)
			}
		}
	}

	var failed []bool
	for _, s := range spans(r) {
		if s.Name == "charge-customer" {
			failed = append(failed, s.Status.Code == codes.Error)
			if got, want := attempt(s), int64(len(failed)); got != want {
				t.Errorf("attempt %d is marked as attempt %d", want, got)
			}
		} else if s.Status.Code == codes.Error {
			t.Errorf("%s failed: %s", s.path, s.Status.Description)
		}
	}
	if want := []bool{true, true, false}; !slices.Equal(failed, want) {
		t.Errorf("attempts failed: %v, want %v", failed, want)
	}

	for _, subject := range []string{
		events.OrderPlaced, events.StockReserved, events.PaymentCaptured, events.ShipmentBooked, events.OrderAudited,
	} {
		msg := r.message(subject)
		if msg == nil {
			t.Errorf("%s never reached the broker", subject)
			continue
		}
		id := carriedTrace(msg)
		if !slices.ContainsFunc(r.traces, func(tr telemetry.Trace) bool { return tr.ID.String() == id }) {
			t.Errorf("%s carries trace %q, which nobody recorded", subject, id)
		}
		if field := envelope(msg).TraceID; field != "" && field != id {
			t.Errorf("%s says trace %s in its body and %s in its headers", subject, field, id)
		}
	}
	placed, reserved := envelopes(t, r)
	ids := []string{placed.ID, placed.TraceID, placed.CorrelationID, reserved.ID}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != 4 {
		t.Errorf("one id stands for several things: %+v, %+v", placed, reserved)
	}
	if reserved.CorrelationID != placed.CorrelationID {
		t.Error("the follow-up event has another correlation id")
	}
	if reserved.CausationID != placed.ID {
		t.Error("the follow-up event does not name the event that caused it")
	}
}

// checkPaths compares the recorded spans, each with its service and its ancestors, with those wanted.
func checkPaths(t *testing.T, r *result, want []string) {
	t.Helper()
	var got []string
	for _, s := range spans(r) {
		got = append(got, s.Service+": "+s.path)
	}
	if !slices.Equal(got, want) {
		t.Errorf("spans:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

type spanAt struct {
	*telemetry.Span
	path string
}

// spans lists all spans in the order in which they are printed.
func spans(r *result) []spanAt {
	var list []spanAt
	var walk func(prefix string, s *telemetry.Span)
	walk = func(prefix string, s *telemetry.Span) {
		path := prefix + s.Name
		list = append(list, spanAt{s, path})
		for _, child := range s.Children {
			walk(path+" > ", child)
		}
	}
	for _, tr := range r.traces {
		for _, root := range tr.Roots {
			walk("", root)
		}
	}
	return list
}

func attempt(s spanAt) int64 {
	set := attribute.NewSet(s.Attributes...)
	v, _ := set.Value("payment.attempt")
	return v.AsInt64()
}

func envelopes(t *testing.T, r *result) (placed, reserved events.Event) {
	t.Helper()
	first, second := r.message(events.OrderPlaced), r.message(events.StockReserved)
	if first == nil || second == nil {
		t.Fatal("an event is missing from the stream")
	}
	return envelope(first), envelope(second)
}

type starter = func(context.Context, shop) (http.Handler, error)

func runVariant(t *testing.T, start starter) *result {
	t.Helper()
	r, err := run(t.Context(), start)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
