package lib

import "github.com/tracelint/tracelint/internal/model"

const otelHTTPPkg = "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

var otelHTTPPaths = []string{otelHTTPPkg}

// otelHTTP instruments net/http: events that travel by HTTP have the trace in
// the request's headers if their client's transport is one of these.
func otelHTTP() *model.Library {
	fn := func(name string) model.Ref { return model.Func(otelHTTPPkg, name) }
	return &model.Library{
		Name:     "otelhttp",
		Module:   otelHTTPPkg,
		Verified: "v0.72.0",
		Paths:    otelHTTPPaths,
		Tracing:  true,
		Rows: []model.Row{
			{On: fn("NewTransport"), Role: model.Wrap, Reads: model.FromContext, Result: model.Result(0), Note: "Injects the context of each request into its headers."},
			{On: fn("ContextWithLabeler"), Role: model.Neutral, Ctx: model.Arg(0, "parent"), Result: model.Result(0), Note: "The labels are for metrics."},
			{On: fn("WithSpanNameFormatter"), Role: model.Annotate, Callback: model.Callback{At: model.Arg(0, "f")}, Name: model.Out(0)},
		},
	}
}
