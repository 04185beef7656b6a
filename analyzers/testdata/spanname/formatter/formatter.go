// Package formatter gives instrumentation functions that name its spans.
package formatter

import (
	"fmt"
	"net/http"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

// A function literal.

func client() *http.Client {
	return &http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport,
		otelhttp.WithSpanNameFormatter(func(operation string, r *http.Request) string { // want "spanname/cardinality: .*made of r.URL.String\\(\\), a URL"
			return fmt.Sprintf("%s %s %s", r.Method, r.URL.String(), operation)
		}),
	)}
}

func clientOK() *http.Client {
	return &http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport,
		otelhttp.WithSpanNameFormatter(func(operation string, r *http.Request) string {
			return fmt.Sprintf("%s %s", r.Method, operation)
		}),
	)}
}

// A declared one.

func byPath(_ string, r *http.Request) string { return r.Method + " " + r.URL.Path }

func byRoute(_ string, r *http.Request) string { return r.Method + " " + r.Pattern }

func byHost(operation string, r *http.Request) string { return operation + " " + r.URL.Host }

func server(h http.Handler) http.Handler {
	return otelhttp.NewHandler(h, "orders", otelhttp.WithSpanNameFormatter(byPath)) // want "spanname/cardinality: .*made of r.URL.Path, a URL's path"
}

func serverOK(h http.Handler) (http.Handler, http.Handler) {
	return otelhttp.NewHandler(h, "orders", otelhttp.WithSpanNameFormatter(byRoute)), otelhttp.NewHandler(h, "orders", otelhttp.WithSpanNameFormatter(byHost))
}

// The path is the last resort, for what no route was registered for.
func lastResort(h http.Handler) http.Handler {
	return otelhttp.NewHandler(h, "orders", otelhttp.WithSpanNameFormatter(func(_ string, r *http.Request) string {
		if r.Pattern != "" {
			return r.Method + " " + r.Pattern
		}
		return r.URL.Path
	}))
}

// Somebody else's function: what it returns cannot be seen here.
func given(h http.Handler, name func(string, *http.Request) string) http.Handler {
	return otelhttp.NewHandler(h, "orders", otelhttp.WithSpanNameFormatter(name))
}

// The options are kept, and the function is a method.

type naming struct{ prefix string }

func (n naming) full(_ string, r *http.Request) string { return n.prefix + r.RequestURI }

func (n naming) short(_ string, r *http.Request) string { return n.prefix + r.Method }

func options(n naming) []otelhttp.Option {
	opts := []otelhttp.Option{otelhttp.WithSpanNameFormatter(n.short)}
	return append(opts, otelhttp.WithSpanNameFormatter(n.full)) // want "spanname/cardinality: .*made of r.RequestURI, the request's URL"
}
