package lib

import "github.com/tracelint/tracelint/internal/model"

const sentryPkg = "github.com/getsentry/sentry-go"

var sentryPaths = []string{sentryPkg}

func sentry() *model.Library {
	span := func(name string) model.Ref { return model.Method(sentryPkg, "Span", name) }
	annotate := func(name string) model.Row {
		return model.Row{On: span(name), Role: model.Annotate, Message: model.Recv()}
	}
	data := func(ref model.Ref) model.Row {
		return model.Row{On: ref, Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)}
	}
	named := func(name, arg string) model.Row {
		return model.Row{On: model.Func(sentryPkg, name), Role: model.Annotate, Name: model.Arg(0, arg), Result: model.Result(0)}
	}
	const operation = "The operation is one of a fixed set, such as queue.process; the name that people read is given by an option."
	return &model.Library{
		Name:     "Sentry",
		Module:   sentryPkg,
		Verified: "v0.50.0",
		Paths:    sentryPaths,
		Tracing:  true,
		Rows: []model.Row{
			{
				On: model.Func(sentryPkg, "StartSpan"), Role: model.StartSpan, Reads: model.FromContext, Ctx: model.Arg(0, "ctx"), Options: model.Arg(2, "options"), Result: model.Result(0),
				Note: operation,
			},
			{
				On: model.Func(sentryPkg, "StartTransaction"), Role: model.StartSpan, Reads: model.FromContext, Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "name"), Options: model.Arg(2, "options"), Result: model.Result(0),
				Note: "Returns the span that is in the context, if there is one.",
			},
			{On: span("StartChild"), Role: model.StartSpan, Message: model.Recv(), Options: model.Arg(1, "options"), Result: model.Result(0), Note: operation},
			named("WithDescription", "description"),
			named("WithTransactionName", "name"),
			{On: model.Func(sentryPkg, "ContinueFromHeaders"), Role: model.Parent, Carrier: model.Arg(0, "trace"), Result: model.Result(0)},
			{On: model.Func(sentryPkg, "ContinueFromTrace"), Role: model.Parent, Carrier: model.Arg(0, "trace"), Result: model.Result(0)},
			{On: model.Func(sentryPkg, "ContinueFromRequest"), Role: model.Parent, Message: model.Arg(0, "r"), Result: model.Result(0)},
			{On: model.Func(sentryPkg, "ContinueTrace"), Role: model.Parent, Carrier: model.Arg(1, "traceparent"), Result: model.Result(0)},
			{On: span("Finish"), Role: model.EndSpan, Message: model.Recv()},
			annotate("SetTag"),
			annotate("SetData"),
			annotate("SetContext"),
			annotate("SetDynamicSamplingContext"),

			{On: span("Context"), Role: model.WithSpanData, Message: model.Recv(), Result: model.Result(0), Note: "The context that holds the span."},
			data(span("ToSentryTrace")),
			data(span("ToTraceparent")),
			data(span("ToBaggage")),
			data(span("GetTransaction")),
			data(model.Method(sentryPkg, "TraceID", "String")),
			data(model.Method(sentryPkg, "TraceID", "Hex")),
			data(model.Method(sentryPkg, "SpanID", "String")),
			data(model.Method(sentryPkg, "SpanID", "Hex")),
			{On: model.Func(sentryPkg, "SpanFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(sentryPkg, "TransactionFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},

			// Hubs and scopes hold the trace that events are reported with.
			{On: model.Func(sentryPkg, "GetHubFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(sentryPkg, "SetHubOnContext"), Role: model.WithSpanData, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "hub"), Result: model.Result(0)},
			data(model.Method(sentryPkg, "Hub", "GetTraceparent")),
			data(model.Method(sentryPkg, "Hub", "GetTraceparentW3C")),
			data(model.Method(sentryPkg, "Hub", "GetBaggage")),
			data(model.Method(sentryPkg, "Scope", "GetSpan")),
		},
	}
}
