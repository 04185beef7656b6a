package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	openTracingPkg = "github.com/opentracing/opentracing-go"
	openTracingExt = "github.com/opentracing/opentracing-go/ext"
)

var openTracingPaths = []string{openTracingPkg, openTracingExt}

func openTracing() *model.Library {
	span := func(name string) model.Ref { return model.Method(openTracingPkg, "Span", name) }
	annotate := func(name string) model.Row {
		return model.Row{On: span(name), Role: model.Annotate, Subtypes: true, Message: model.Recv()}
	}
	kind := func(name string) model.Row {
		return model.Row{On: model.Ref{Pkg: openTracingExt, Name: name, Kind: model.VarKind}, Role: model.SpanKind}
	}
	tag := func(recv, name string) model.Row {
		return model.Row{On: model.Method(openTracingExt, recv, name), Role: model.Annotate, Message: model.Arg(0, "span")}
	}
	const (
		reference = "Of both kinds of references the span is in the trace of the one referred to."
		noContext = "Options alone name the parent: without one the span is a root."
	)
	return &model.Library{
		Name:     "OpenTracing",
		Module:   openTracingPkg,
		Verified: "v1.2.0",
		Paths:    openTracingPaths,
		Tracing:  true,
		Rows: []model.Row{
			// Spans.
			{On: model.Func(openTracingPkg, "StartSpan"), Role: model.StartSpan, Name: model.Arg(0, "operationName"), Options: model.Arg(1, "opts"), Result: model.Result(0), Note: noContext},
			{On: model.Method(openTracingPkg, "Tracer", "StartSpan"), Role: model.StartSpan, Subtypes: true, Name: model.Arg(0, "operationName"), Options: model.Arg(1, "opts"), Result: model.Result(0), Note: noContext},
			{
				On: model.Func(openTracingPkg, "StartSpanFromContext"), Role: model.StartSpan, Reads: model.FromContext,
				Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "operationName"), Options: model.Arg(2, "opts"), Result: model.Result(1),
			},
			{
				On: model.Func(openTracingPkg, "StartSpanFromContextWithTracer"), Role: model.StartSpan, Reads: model.FromContext,
				Ctx: model.Arg(0, "ctx"), Name: model.Arg(2, "operationName"), Options: model.Arg(3, "opts"), Result: model.Result(1),
			},
			{On: model.Func(openTracingPkg, "ChildOf"), Role: model.Parent, Message: model.Arg(0, "sc"), Result: model.Result(0), Note: reference},
			{On: model.Func(openTracingPkg, "FollowsFrom"), Role: model.Parent, Message: model.Arg(0, "sc"), Result: model.Result(0), Note: reference},
			{On: model.Func(openTracingExt, "RPCServerOption"), Role: model.Parent, Message: model.Arg(0, "client"), Result: model.Result(0)},
			{On: model.Func(openTracingExt, "RPCServerOption"), Role: model.SpanKind, Result: model.Result(0), Note: "Gives the span the kind server as well."},

			{On: model.Type(openTracingPkg, "Tag"), Role: model.Annotate},
			{On: model.Type(openTracingPkg, "Tags"), Role: model.Annotate},
			{On: model.Type(openTracingPkg, "StartTime"), Role: model.Annotate},
			{
				On: model.Type(openTracingPkg, "SpanReference"), Role: model.Parent, Message: model.Recv().At("ReferencedContext"), Result: model.Recv(),
				Note: "A literal of the type names the parent.",
			},

			{On: span("Finish"), Role: model.EndSpan, Message: model.Recv(), Subtypes: true},
			{On: span("FinishWithOptions"), Role: model.EndSpan, Message: model.Recv(), Subtypes: true},
			{On: span("SetOperationName"), Role: model.Annotate, Subtypes: true, Message: model.Recv(), Name: model.Arg(0, "operationName")},
			annotate("SetTag"),
			{On: span("SetTag"), Role: model.SpanKind, When: "span.kind", Message: model.Arg(1, "value"), Result: model.Recv()},
			annotate("LogFields"),
			annotate("LogKV"),
			annotate("LogEvent"),
			annotate("LogEventWithPayload"),
			annotate("Log"),
			annotate("SetBaggageItem"),
			{On: model.Method(openTracingPkg, "Tag", "Set"), Role: model.Annotate, Message: model.Arg(0, "s")},
			{On: model.Method(openTracingPkg, "Tag", "Set"), Role: model.SpanKind, Result: model.Arg(0, "s"), Note: "Of the tags that are kept in variables, those that give a kind are set most."},
			kind("SpanKindProducer"),
			kind("SpanKindConsumer"),
			kind("SpanKindRPCClient"),
			kind("SpanKindRPCServer"),
			tag("StringTagName", "Set"),
			tag("BoolTagName", "Set"),
			tag("Uint16TagName", "Set"),
			tag("Uint32TagName", "Set"),
			tag("IPv4TagName", "Set"),
			tag("IPv4TagName", "SetString"),
			{On: model.Func(openTracingExt, "LogError"), Role: model.Annotate, Message: model.Arg(0, "span")},

			// Span contexts, out of spans and contexts and into them.
			{On: span("Context"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0), Subtypes: true},
			{On: span("BaggageItem"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0), Subtypes: true},
			{On: model.Func(openTracingPkg, "SpanFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(openTracingPkg, "ContextWithSpan"), Role: model.WithSpanData, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "span"), Result: model.Result(0)},
			{
				On: model.Method(openTracingPkg, "TracerContextWithSpanExtension", "ContextWithSpanHook"), Role: model.WithSpanData, Subtypes: true,
				Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "span"), Result: model.Result(0),
			},

			// Carriers.
			{On: model.Method(openTracingPkg, "Tracer", "Inject"), Role: model.Inject, Subtypes: true, Message: model.Arg(0, "sm"), Carrier: model.Arg(2, "carrier")},
			{On: model.Method(openTracingPkg, "Tracer", "Extract"), Role: model.Extract, Subtypes: true, Carrier: model.Arg(1, "carrier"), Result: model.Result(0)},
			{On: model.Method(openTracingPkg, "TextMapWriter", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
			{On: model.Method(openTracingPkg, "TextMapCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
			{On: model.Method(openTracingPkg, "HTTPHeadersCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
		},
	}
}
