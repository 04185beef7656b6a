// Command orders places one order in a small event-driven shop and prints the traces that came of it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"example.com/orders/internal/broker"
	"example.com/orders/internal/events"
	"example.com/orders/internal/provider"
	"example.com/orders/internal/telemetry"
)

// timeout bounds a whole run.
const timeout = 4 * time.Second

func main() {
	fixed := flag.Bool("fixed", false, "run the repaired services")
	links := flag.Bool("links", false, "with -fixed: one trace per handled event, joined by links")
	flag.Parse()

	start := startBroken
	switch {
	case *fixed && *links:
		start = startLinked
	case *fixed:
		start = startFixed
	case *links:
		log.Fatal("-links needs -fixed")
	}
	result, err := run(context.Background(), start)
	if err != nil {
		log.Fatal(err)
	}
	result.print(os.Stdout)
}

// shop is what the services share, whichever variant of them runs.
type shop struct {
	js        jetstream.JetStream
	telemetry *telemetry.Telemetry
	provider  *provider.Client
	stock     map[string]int
}

// result is what a run left behind.
type result struct {
	traces   []telemetry.Trace
	messages []*jetstream.RawStreamMsg
}

// run starts a shop, places one order and waits until nothing is left to do.
// The start function starts the consumers and returns the handler of POST /orders.
func run(ctx context.Context, start func(context.Context, shop) (http.Handler, error)) (*result, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	b, err := broker.Start(ctx)
	if err != nil {
		return nil, err
	}
	defer b.Close()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	baseURL := "http://" + listener.Addr().String()

	tel := telemetry.Setup()
	orders, err := start(ctx, shop{
		js:        b.JetStream,
		telemetry: tel,
		provider:  &provider.Client{BaseURL: baseURL},
		stock:     map[string]int{"teapot": 12},
	})
	if err != nil {
		return nil, err
	}

	mux := http.NewServeMux()
	mux.Handle("POST /orders", orders)
	mux.Handle("POST "+provider.Path, provider.Flaky(2))
	server := &http.Server{Handler: mux}
	go server.Serve(listener)
	defer server.Close()

	if err := placeOrder(ctx, baseURL); err != nil {
		return nil, fmt.Errorf("place order: %w", err)
	}
	err = tel.Await(ctx,
		"publish "+events.OrderAudited,
		"publish "+events.PaymentCaptured,
		"publish "+events.ShipmentBooked)
	if err != nil {
		return nil, err
	}
	messages, err := b.Messages(ctx)
	if err != nil {
		return nil, err
	}
	return &result{traces: tel.Traces(), messages: messages}, nil
}

func placeOrder(ctx context.Context, baseURL string) error {
	body, err := json.Marshal(events.Order{Customer: "ada", SKU: "teapot", Quantity: 2, Cents: 5998})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, baseURL+"/orders", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusAccepted {
		return errors.New(resp.Status)
	}
	return nil
}

// print draws the traces, and below them what each message on the stream says about its origin.
func (r *result) print(w io.Writer) {
	labels := telemetry.NewLabels(r.traces)
	telemetry.Print(w, r.traces, labels)

	const row = "  %-18s %-8s %-12s %-12s %-10s %s\n"
	fmt.Fprintln(w, "messages")
	fmt.Fprintf(w, row, "subject", "event", "correlation", "causation", "trace id", "traceparent")
	for _, subject := range []string{
		events.OrderPlaced, events.StockReserved, events.PaymentCaptured, events.ShipmentBooked, events.OrderAudited,
	} {
		msg := r.message(subject)
		if msg == nil {
			fmt.Fprintf(w, "  %-18s never reached the broker\n", subject)
			continue
		}
		event := envelope(msg)
		fmt.Fprintf(w, row, subject, labels.Of(event.ID), labels.Of(event.CorrelationID),
			labels.Of(event.CausationID), labels.Of(event.TraceID), labels.Of(carriedTrace(msg)))
	}
}

// message returns the message on the subject, or nil.
func (r *result) message(subject string) *jetstream.RawStreamMsg {
	for _, msg := range r.messages {
		if msg.Subject == subject {
			return msg
		}
	}
	return nil
}

// envelope returns the ids that a message carries in its body; plain notices have none.
func envelope(msg *jetstream.RawStreamMsg) events.Event {
	var event events.Event
	if err := json.Unmarshal(msg.Data, &event); err != nil {
		return events.Event{}
	}
	return event
}

// carriedTrace returns the trace id in the message's headers, or nothing.
func carriedTrace(msg *jetstream.RawStreamMsg) string {
	ctx := otel.GetTextMapPropagator().Extract(context.Background(), propagation.HeaderCarrier(msg.Header))
	if sc := trace.SpanContextFromContext(ctx); sc.IsValid() {
		return sc.TraceID().String()
	}
	return ""
}
