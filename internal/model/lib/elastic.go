package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	elasticPkg  = "go.elastic.co/apm/v2"
	elasticHTTP = "go.elastic.co/apm/module/apmhttp/v2"
)

var elasticPaths = []string{elasticPkg, elasticHTTP}

func elastic() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(elasticPkg, recv, name) }
	data := func(recv, name string) model.Row {
		return model.Row{On: method(recv, name), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)}
	}
	const within = "Within the transaction, below the span given."
	return &model.Library{
		Name:     "Elastic APM",
		Module:   elasticPkg,
		Verified: "v2.7.1",
		Paths:    elasticPaths,
		Tracing:  true,
		Rows: []model.Row{
			{On: method("Tracer", "StartTransaction"), Role: model.StartSpan, Name: model.Arg(0, "name"), Result: model.Result(0), Note: "Always a root: it has no room for a parent."},
			{
				On: method("Tracer", "StartTransactionOptions"), Role: model.StartSpan, Message: model.Arg(2, "opts").At("TraceContext"),
				Name: model.Arg(0, "name"), Result: model.Result(0),
			},
			{On: method("Tracer", "StartSpan"), Role: model.StartSpan, Message: model.Arg(3, "opts").At("Parent"), Name: model.Arg(0, "name"), Result: model.Result(0)},
			{On: method("Transaction", "StartSpan"), Role: model.StartSpan, Message: model.Recv(), Name: model.Arg(0, "name"), Result: model.Result(0), Note: within},
			{On: method("Transaction", "StartExitSpan"), Role: model.StartSpan, Message: model.Recv(), Name: model.Arg(0, "name"), Result: model.Result(0), Note: within},
			{On: method("Transaction", "StartSpanOptions"), Role: model.StartSpan, Message: model.Recv(), Name: model.Arg(0, "name"), Result: model.Result(0), Note: within},
			{
				On: model.Func(elasticPkg, "StartSpan"), Role: model.StartSpan, Reads: model.FromContext, Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "name"), Result: model.Result(1),
				Note: "Without a transaction in the context nothing is started.",
			},
			{
				On: model.Func(elasticPkg, "StartSpanOptions"), Role: model.StartSpan, Reads: model.FromContext, Ctx: model.Arg(0, "ctx"), Message: model.Arg(3, "opts").At("Parent"),
				Name: model.Arg(1, "name"), Result: model.Result(1),
			},
			{On: method("Span", "End"), Role: model.EndSpan, Message: model.Recv()},
			{On: method("Transaction", "End"), Role: model.EndSpan, Message: model.Recv()},
			{On: method("Transaction", "Discard"), Role: model.EndSpan, Message: model.Recv()},
			{On: method("Span", "AddLink"), Role: model.Link, Message: model.Arg(0, "l"), Result: model.Recv()},
			{On: method("Transaction", "AddLink"), Role: model.Link, Message: model.Arg(0, "l"), Result: model.Recv()},

			data("Transaction", "TraceContext"),
			data("Transaction", "EnsureParent"),
			data("Transaction", "ParentID"),
			data("Span", "TraceContext"),
			data("Span", "ParentID"),
			data("TraceID", "String"),
			data("SpanID", "String"),
			data("TraceState", "String"),
			{On: model.Func(elasticPkg, "TransactionFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(elasticPkg, "SpanFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(elasticPkg, "TraceFormatter"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(elasticPkg, "ContextWithTransaction"), Role: model.WithSpanData, Ctx: model.Arg(0, "parent"), Message: model.Arg(1, "t"), Result: model.Result(0)},
			{On: model.Func(elasticPkg, "ContextWithSpan"), Role: model.WithSpanData, Ctx: model.Arg(0, "parent"), Message: model.Arg(1, "s"), Result: model.Result(0)},
			{On: model.Func(elasticPkg, "DetachedContext"), Role: model.Detach, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(elasticPkg, "CaptureError"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},

			{On: model.Func(elasticHTTP, "FormatTraceparentHeader"), Role: model.SpanData, Message: model.Arg(0, "c"), Result: model.Result(0), Note: "What a message's header is given."},
			{On: model.Func(elasticHTTP, "ParseTraceparentHeader"), Role: model.Extract, Carrier: model.Arg(0, "h"), Result: model.Result(0)},
			{On: model.Func(elasticHTTP, "ParseTracestateHeader"), Role: model.SpanData, Message: model.Arg(0, "h"), Result: model.Result(0)},
		},
	}
}
