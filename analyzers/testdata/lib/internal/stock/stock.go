// Package stock is a service that consumers ask over HTTP.
package stock

import (
	"io"
	"net/http"
	"net/http/httptest"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel"

	"tracelint.test/testdata/lib/internal/orders"
)

var tracer = otel.Tracer("tracelint.test/stock")

// Start starts the service, which reserves the orders that are posted to it.
func Start() *httptest.Server {
	return httptest.NewServer(otelhttp.NewHandler(http.HandlerFunc(reserve), "stock"))
}

func reserve(w http.ResponseWriter, r *http.Request) {
	_, span := tracer.Start(r.Context(), "reserve-inventory")
	defer span.End()
	body, err := io.ReadAll(r.Body)
	if err == nil {
		_, err = orders.Decode(body)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
