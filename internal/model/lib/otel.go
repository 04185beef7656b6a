package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	otelRoot        = "go.opentelemetry.io/otel"
	otelTrace       = "go.opentelemetry.io/otel/trace"
	otelPropagation = "go.opentelemetry.io/otel/propagation"
	otelBaggage     = "go.opentelemetry.io/otel/baggage"
)

var otelPaths = []string{otelRoot, otelTrace, otelPropagation, otelBaggage}

func otel() *model.Library {
	spanData := func(recv, name string) model.Row {
		return model.Row{On: model.Method(otelTrace, recv, name), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)}
	}
	annotate := func(method string, with, name model.Place) model.Row {
		return model.Row{On: model.Method(otelTrace, "Span", method), Role: model.Annotate, Subtypes: true, Message: model.Recv(), Options: with, Name: name}
	}
	bag := func(recv, name string) model.Row {
		return model.Row{On: model.Method(otelBaggage, recv, name), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)}
	}
	set := func(recv, value string) model.Row {
		return model.Row{On: model.Method(otelPropagation, recv, "Set"), Role: model.Stamp, Message: model.Arg(1, value), Carrier: model.Recv()}
	}
	return &model.Library{
		Name:     model.OTelName,
		Module:   otelRoot,
		Verified: "v1.47.0",
		Paths:    otelPaths,
		Tracing:  true,
		Rows: []model.Row{
			// Spans.
			{
				On: model.Method(otelTrace, "Tracer", "Start"), Role: model.StartSpan, Subtypes: true, Reads: model.FromContext,
				Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "spanName"), Options: model.Arg(2, "opts"), Result: model.Result(0),
				Note: "A context without a valid span context gives a root.",
			},
			{On: model.Func(otelTrace, "WithSpanKind"), Role: model.SpanKind, Message: model.Arg(0, "kind"), Result: model.Result(0)},
			{On: model.Func(otelTrace, "WithAttributes"), Role: model.Annotate, Options: model.Arg(0, "attributes"), Result: model.Result(0)},
			annotate("SetAttributes", model.Arg(0, "kv"), model.Place{}),
			annotate("AddEvent", model.Arg(0, "name"), model.Place{}),
			annotate("RecordError", model.Arg(0, "err"), model.Place{}),
			annotate("SetStatus", model.Arg(0, "code"), model.Place{}),
			annotate("SetName", model.Place{}, model.Arg(0, "name")),
			{On: model.Method(otelTrace, "Span", "End"), Role: model.EndSpan, Message: model.Recv(), Subtypes: true},
			{On: model.Func(otelTrace, "WithNewRoot"), Role: model.NewRoot, Result: model.Result(0)},
			{On: model.Func(otelTrace, "WithLinks"), Role: model.Link, Message: model.Arg(0, "links"), Result: model.Result(0)},
			{On: model.Func(otelTrace, "LinkFromContext"), Role: model.Link, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Method(otelTrace, "Span", "AddLink"), Role: model.Link, Message: model.Arg(0, "link"), Result: model.Recv(), Subtypes: true},
			{
				On: model.Type(otelTrace, "Link"), Role: model.Link, Message: model.Recv().At("SpanContext"), Result: model.Recv(),
				Note: "A literal of the type links to its SpanContext.",
			},

			// Span data, out of a context and into one.
			{On: model.Func(otelTrace, "SpanFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(otelTrace, "SpanContextFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Method(otelTrace, "Span", "SpanContext"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0), Subtypes: true},
			spanData("SpanContext", "TraceID"),
			spanData("SpanContext", "SpanID"),
			spanData("SpanContext", "TraceFlags"),
			spanData("SpanContext", "TraceState"),
			spanData("SpanContext", "MarshalJSON"),
			spanData("SpanContext", "WithTraceID"),
			spanData("SpanContext", "WithSpanID"),
			spanData("SpanContext", "WithTraceFlags"),
			spanData("SpanContext", "WithTraceState"),
			spanData("SpanContext", "WithRemote"),
			spanData("TraceState", "String"),
			spanData("TraceState", "Get"),
			spanData("TraceID", "String"),
			spanData("TraceID", "MarshalJSON"),
			spanData("SpanID", "String"),
			spanData("SpanID", "MarshalJSON"),
			{
				On: model.Func(otelTrace, "NewSpanContext"), Role: model.SpanData, Message: model.Arg(0, "config"), Result: model.Result(0),
				Note: "A parent built by hand from ids that travelled some other way.",
			},
			{On: model.Func(otelTrace, "TraceIDFromHex"), Role: model.SpanData, Message: model.Arg(0, "h"), Result: model.Result(0)},
			{On: model.Func(otelTrace, "SpanIDFromHex"), Role: model.SpanData, Message: model.Arg(0, "h"), Result: model.Result(0)},
			{On: model.Func(otelTrace, "ContextWithSpan"), Role: model.WithSpanData, Ctx: model.Arg(0, "parent"), Message: model.Arg(1, "span"), Result: model.Result(0)},
			{On: model.Func(otelTrace, "ContextWithSpanContext"), Role: model.WithSpanData, Ctx: model.Arg(0, "parent"), Message: model.Arg(1, "sc"), Result: model.Result(0)},
			{On: model.Func(otelTrace, "ContextWithRemoteSpanContext"), Role: model.WithSpanData, Ctx: model.Arg(0, "parent"), Message: model.Arg(1, "rsc"), Result: model.Result(0)},

			// Carriers.
			{On: model.Method(otelPropagation, "TextMapPropagator", "Inject"), Role: model.Inject, Subtypes: true, Ctx: model.Arg(0, "ctx"), Carrier: model.Arg(1, "carrier")},
			{On: model.Method(otelPropagation, "TextMapPropagator", "Extract"), Role: model.Extract, Subtypes: true, Ctx: model.Arg(0, "ctx"), Carrier: model.Arg(1, "carrier"), Result: model.Result(0)},
			{On: model.Method(otelPropagation, "TraceContext", "Inject"), Role: model.Inject, Ctx: model.Arg(0, "ctx"), Carrier: model.Arg(1, "carrier")},
			{On: model.Method(otelPropagation, "TraceContext", "Extract"), Role: model.Extract, Ctx: model.Arg(0, "ctx"), Carrier: model.Arg(1, "carrier"), Result: model.Result(0)},
			{
				On: model.Method(otelPropagation, "Baggage", "Inject"), Role: model.Stamp, Ctx: model.Arg(0, "ctx"), Carrier: model.Arg(1, "carrier"),
				Note: "Writes the baggage header only, never traceparent.",
			},
			{
				On: model.Method(otelPropagation, "Baggage", "Extract"), Role: model.Neutral, Ctx: model.Arg(0, "parent"), Carrier: model.Arg(1, "carrier"), Result: model.Result(0),
				Note: "Reads the baggage header only: no parent comes of it.",
			},
			set("TextMapCarrier", "value"),
			set("MapCarrier", "value"),
			set("HeaderCarrier", "value"),

			// Propagators. The one that takes no options is the process-wide one.
			{On: model.Func(otelRoot, "SetTextMapPropagator"), Role: model.SetPropagator, Message: model.Arg(0, "propagator")},
			{
				On: model.Func(otelRoot, "GetTextMapPropagator"), Role: model.Propagator, Result: model.Result(0),
				Note: "Does nothing until SetTextMapPropagator was called.",
			},
			{
				On: model.Func(otelPropagation, "NewCompositeTextMapPropagator"), Role: model.Propagator, Options: model.Arg(0, "p"), Result: model.Result(0),
				Note: "Carries a trace only if one of its parts does.",
			},
			{On: model.Type(otelPropagation, "TraceContext"), Role: model.Propagator, Options: model.Recv(), Result: model.Recv()},

			// Baggage.
			{On: model.Func(otelBaggage, "FromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0), Note: "Data of the context, not of a span."},
			bag("Baggage", "String"),
			bag("Baggage", "Member"),
			bag("Baggage", "Members"),
			bag("Member", "String"),
			bag("Member", "Value"),
			{On: model.Func(otelBaggage, "Parse"), Role: model.SpanData, Message: model.Arg(0, "bStr"), Result: model.Result(0)},
			{On: model.Func(otelBaggage, "ContextWithBaggage"), Role: model.WithSpanData, Ctx: model.Arg(0, "parent"), Message: model.Arg(1, "b"), Result: model.Result(0)},
			{On: model.Func(otelBaggage, "ContextWithoutBaggage"), Role: model.Neutral, Ctx: model.Arg(0, "parent"), Result: model.Result(0)},
		},
	}
}
