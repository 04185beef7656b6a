package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/orders/internal/events"
)

// TestPlace looks at what reaches the shop.
func TestPlace(t *testing.T) {
	var traceparent string
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		traceparent = r.Header.Get("traceparent")
		w.WriteHeader(http.StatusAccepted)
	}))
	defer shop.Close()
	stop := setup()
	defer stop(t.Context())
	if err := place(t.Context(), shop.URL, events.Order{SKU: "teapot", Quantity: 1}); err != nil {
		t.Fatal(err)
	}
	if traceparent != "" {
		t.Errorf("the request carries %s, though nobody set a propagator", traceparent)
	}
}
