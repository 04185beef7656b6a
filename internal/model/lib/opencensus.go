package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	openCensusTrace       = "go.opencensus.io/trace"
	openCensusPropagation = "go.opencensus.io/trace/propagation"
)

var openCensusPaths = []string{openCensusTrace, openCensusPropagation}

func openCensus() *model.Library {
	span := func(name string) model.Ref { return model.Method(openCensusTrace, "Span", name) }
	annotate := func(name string) model.Row {
		return model.Row{On: span(name), Role: model.Annotate, Message: model.Recv()}
	}
	return &model.Library{
		Name:     "OpenCensus",
		Module:   "go.opencensus.io",
		Verified: "v0.24.0",
		Paths:    openCensusPaths,
		Tracing:  true,
		Rows: []model.Row{
			{
				On: model.Func(openCensusTrace, "StartSpan"), Role: model.StartSpan, Reads: model.FromContext,
				Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "name"), Options: model.Arg(2, "o"), Result: model.Result(0),
			},
			{
				On: model.Func(openCensusTrace, "StartSpanWithRemoteParent"), Role: model.StartSpan, Message: model.Arg(2, "parent"),
				Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "name"), Options: model.Arg(3, "o"), Result: model.Result(0),
			},
			{On: model.Method(openCensusTrace, "Tracer", "StartSpan"), Role: model.StartSpan, Subtypes: true, Reads: model.FromContext, Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "name"), Options: model.Arg(2, "o"), Result: model.Result(0)},
			{
				On: model.Method(openCensusTrace, "Tracer", "StartSpanWithRemoteParent"), Role: model.StartSpan, Subtypes: true, Message: model.Arg(2, "parent"),
				Ctx: model.Arg(0, "ctx"), Name: model.Arg(1, "name"), Options: model.Arg(3, "o"), Result: model.Result(0),
			},
			{On: model.Func(openCensusTrace, "WithSpanKind"), Role: model.SpanKind, Message: model.Arg(0, "spanKind"), Result: model.Result(0), Note: "It has no kinds but those of servers and clients."},
			{On: span("End"), Role: model.EndSpan, Message: model.Recv()},
			{On: span("SetName"), Role: model.Annotate, Message: model.Recv(), Name: model.Arg(0, "name")},
			annotate("AddAttributes"),
			annotate("Annotate"),
			annotate("Annotatef"),
			annotate("SetStatus"),
			annotate("AddMessageSendEvent"),
			annotate("AddMessageReceiveEvent"),
			{On: span("AddLink"), Role: model.Link, Message: model.Arg(0, "l"), Result: model.Recv()},

			{On: span("SpanContext"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)},
			{On: model.Func(openCensusTrace, "FromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(openCensusTrace, "NewContext"), Role: model.WithSpanData, Ctx: model.Arg(0, "parent"), Message: model.Arg(1, "s"), Result: model.Result(0)},
			{On: model.Method(openCensusTrace, "Tracer", "FromContext"), Role: model.SpanData, Subtypes: true, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Method(openCensusTrace, "Tracer", "NewContext"), Role: model.WithSpanData, Subtypes: true, Ctx: model.Arg(0, "parent"), Message: model.Arg(1, "s"), Result: model.Result(0)},
			{On: model.Method(openCensusTrace, "TraceID", "String"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)},
			{On: model.Method(openCensusTrace, "SpanID", "String"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)},

			{On: model.Func(openCensusPropagation, "Binary"), Role: model.SpanData, Message: model.Arg(0, "sc"), Result: model.Result(0), Note: "The bytes are the carrier."},
			{On: model.Func(openCensusPropagation, "FromBinary"), Role: model.Extract, Carrier: model.Arg(0, "b"), Result: model.Result(0)},
		},
	}
}
