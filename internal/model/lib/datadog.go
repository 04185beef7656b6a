package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	datadogPkg      = "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"
	datadogV1Pkg    = "gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer"
	datadogV1APIPkg = "gopkg.in/DataDog/dd-trace-go.v1/ddtrace"
)

var (
	datadogPaths   = []string{datadogPkg}
	datadogV1Paths = []string{datadogV1Pkg, datadogV1APIPkg}
)

// datadogCalls are the rows that both versions have alike, in the package
// tracer; span is the type of spans there or elsewhere.
func datadogCalls(pkg string, span func(name string) model.Row, subtypes bool) []model.Row {
	on := func(r model.Row, role model.Role) model.Row {
		r.Role, r.Subtypes = role, subtypes
		return r
	}
	annotate := func(name string) model.Row {
		r := on(span(name), model.Annotate)
		r.Message = model.Recv()
		return r
	}
	named := annotate("SetOperationName")
	named.Name = model.Arg(0, "operationName")
	resource := annotate("SetTag")
	resource.When, resource.Name = "resource.name", model.Arg(1, "value")
	kind := on(span("SetTag"), model.SpanKind)
	kind.When, kind.Message, kind.Result = "span.kind", model.Arg(1, "value"), model.Recv()
	data := func(name string) model.Row {
		r := on(span(name), model.SpanData)
		r.Message, r.Result = model.Recv(), model.Result(0)
		return r
	}
	end := on(span("Finish"), model.EndSpan)
	end.Message = model.Recv()
	return []model.Row{
		{
			On: model.Func(pkg, "StartSpan"), Role: model.StartSpan, Name: model.Arg(0, "operationName"), Options: model.Arg(1, "opts"), Result: model.Result(0),
			Note: "Options alone name the parent: without one the span is a root.",
		},
		{
			On: model.Func(pkg, "StartSpanFromContext"), Role: model.StartSpan, Reads: model.FromContext,
			Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "operationName"), Options: model.Arg(2, "opts"), Result: model.Result(1),
			Note: "A span in the context comes before one that an option names.",
		},
		{On: model.Func(pkg, "ChildOf"), Role: model.Parent, Message: model.Arg(0, "ctx"), Result: model.Result(0)},
		{
			On: model.Func(pkg, "ResourceName"), Role: model.Annotate, Name: model.Arg(0, "name"), Result: model.Result(0),
			Note: "The resource is what people read; the operation may be the same for all of a kind.",
		},
		{On: model.Func(pkg, "Tag"), Role: model.SpanKind, When: "span.kind", Message: model.Arg(1, "v"), Result: model.Result(0)},
		{On: model.Func(pkg, "Tag"), Role: model.Annotate, When: "resource.name", Name: model.Arg(1, "v"), Result: model.Result(0)},
		{On: model.Func(pkg, "WithSpanLinks"), Role: model.Link, Message: model.Arg(0, "links"), Result: model.Result(0)},

		end, annotate("SetTag"), resource, kind, named, annotate("SetBaggageItem"),
		data("Context"), data("BaggageItem"),

		{On: model.Func(pkg, "SpanFromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
		{On: model.Func(pkg, "ContextWithSpan"), Role: model.WithSpanData, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "s"), Result: model.Result(0)},

		{On: model.Func(pkg, "Inject"), Role: model.Inject, Message: model.Arg(0, "ctx"), Carrier: model.Arg(1, "carrier")},
		{On: model.Func(pkg, "Extract"), Role: model.Extract, Carrier: model.Arg(0, "carrier"), Result: model.Result(0)},
		{On: model.Method(pkg, "TextMapWriter", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
		{On: model.Method(pkg, "TextMapCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
		{On: model.Method(pkg, "HTTPHeadersCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
	}
}

// datadog is the second version of Datadog's tracer. Its integrations are not
// modelled: they are opaque.
func datadog() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(datadogPkg, recv, name) }
	data := func(name string) model.Row {
		return model.Row{On: method("SpanContext", name), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)}
	}
	rows := datadogCalls(datadogPkg, func(name string) model.Row { return model.Row{On: method("Span", name)} }, false)
	return &model.Library{
		Name:     "dd-trace-go v2",
		Module:   "github.com/DataDog/dd-trace-go/v2",
		Verified: "v2.12.0",
		Paths:    datadogPaths,
		Tracing:  true,
		Stub:     true,
		Rows: append(rows, []model.Row{
			{On: method("Span", "StartChild"), Role: model.StartSpan, Message: model.Recv(), Name: model.Arg(0, "operationName"), Options: model.Arg(1, "opts"), Result: model.Result(0)},
			{
				On: model.Func(datadogPkg, "StartSpanFromPropagatedContext"), Role: model.StartSpan, Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "operationName"),
				Carrier: model.Arg(2, "carrier"), Options: model.Arg(3, "opts"), Result: model.Result(1), Note: "Extracts, and starts.",
			},
			{On: model.Func(datadogPkg, "NewStartSpanConfig"), Role: model.Parent, Options: model.Arg(0, "opts"), Result: model.Result(0)},
			{On: model.Func(datadogPkg, "WithStartSpanConfig"), Role: model.Parent, Message: model.Arg(0, "cfg").At("Parent"), Result: model.Result(0)},
			{On: method("Span", "AddLink"), Role: model.Link, Message: model.Arg(0, "link"), Result: model.Recv()},
			{On: method("Span", "AddEvent"), Role: model.Annotate, Message: model.Recv()},
			{On: method("Span", "Root"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)},
			data("TraceID"),
			data("TraceIDBytes"),
			data("TraceIDLower"),
			data("TraceIDUpper"),
			data("SpanID"),
			{On: model.Func(datadogPkg, "FromGenericCtx"), Role: model.SpanData, Message: model.Arg(0, "c"), Result: model.Result(0)},
			{
				On: model.Func(datadogPkg, "SetDataStreamsCheckpoint"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0),
				Note: "Marks a path through queues, which is no trace.",
			},
			{
				On: model.Func(datadogPkg, "SetDataStreamsCheckpointWithParams"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0),
				Note: "Marks a path through queues, which is no trace.",
			},
			data("SpanLinks"),
			{On: method("Tracer", "Inject"), Role: model.Inject, Message: model.Arg(0, "context"), Carrier: model.Arg(1, "carrier")},
			{On: method("Tracer", "Extract"), Role: model.Extract, Carrier: model.Arg(0, "carrier"), Result: model.Result(0)},
			{On: method("Propagator", "Inject"), Role: model.Inject, Message: model.Arg(0, "context"), Carrier: model.Arg(1, "carrier")},
			{On: method("Propagator", "Extract"), Role: model.Extract, Carrier: model.Arg(0, "carrier"), Result: model.Result(0)},
		}...),
	}
}

// datadogV1 is the first version, whose spans are those of an interface.
func datadogV1() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(datadogV1APIPkg, recv, name) }
	data := func(recv, name string) model.Row {
		return model.Row{On: method(recv, name), Role: model.SpanData, Subtypes: true, Message: model.Recv(), Result: model.Result(0)}
	}
	rows := datadogCalls(datadogV1Pkg, func(name string) model.Row { return model.Row{On: method("Span", name)} }, true)
	return &model.Library{
		Name:     "dd-trace-go v1",
		Module:   "gopkg.in/DataDog/dd-trace-go.v1",
		Verified: "v1.74.8",
		Paths:    datadogV1Paths,
		Tracing:  true,
		Stub:     true,
		Rows: append(rows,
			data("SpanContext", "TraceID"),
			data("SpanContext", "SpanID"),
			data("SpanContextW3C", "TraceID128"),
			data("SpanContextW3C", "TraceID128Bytes"),
		),
	}
}
