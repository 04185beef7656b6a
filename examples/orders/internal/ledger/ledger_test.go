package ledger

import (
	"slices"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"example.com/orders/internal/broker"
	"example.com/orders/internal/events"
	"example.com/orders/internal/fixed/bus"
	"example.com/orders/internal/telemetry"
)

// TestBook books two payments, of a trace each.
func TestBook(t *testing.T) {
	b, err := broker.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	tel := telemetry.Setup()
	tp := tel.Provider("ledger")
	var paid []trace.TraceID
	for _, order := range []string{"o-1", "o-2"} {
		ctx, span := tp.Tracer("test").Start(t.Context(), "collect-payment")
		if err := bus.New(b.JetStream, tp).Publish(ctx, events.PaymentCaptured, events.Receipt{OrderID: order, Cents: 100}); err != nil {
			t.Fatal(err)
		}
		span.End()
		paid = append(paid, span.SpanContext().TraceID())
	}
	ledger, err := New(t.Context(), b.JetStream, tp)
	if err != nil {
		t.Fatal(err)
	}
	if err := ledger.Book(t.Context()); err != nil || ledger.Cents() != 200 {
		t.Fatalf("%d cents booked, error %v", ledger.Cents(), err)
	}
	for _, tr := range tel.Traces() {
		for _, root := range tr.Roots {
			if root.Name != "book-payments" {
				continue
			}
			var linked []trace.TraceID
			for _, link := range root.Links {
				linked = append(linked, link.SpanContext.TraceID())
			}
			if len(linked) > 0 || slices.Contains(paid, tr.ID) {
				t.Errorf("the booking names its causes: links %v, trace %v", linked, tr.ID)
			}
			return
		}
	}
	t.Error("nothing was booked")
}
