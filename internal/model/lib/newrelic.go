package lib

import "github.com/tracelint/tracelint/internal/model"

const newRelicPkg = "github.com/newrelic/go-agent/v3/newrelic"

var newRelicPaths = []string{newRelicPkg}

// newRelic is New Relic's agent. What its integrations do is not modelled:
// they are opaque.
func newRelic() *model.Library {
	txn := func(name string) model.Ref { return model.Method(newRelicPkg, "Transaction", name) }
	annotate := func(name string) model.Row {
		return model.Row{On: txn(name), Role: model.Annotate, Message: model.Recv()}
	}
	accept := func(name, carrier string) model.Row {
		return model.Row{On: txn(name), Role: model.Extract, Carrier: model.Arg(1, carrier), Result: model.Recv(), Note: "The transaction runs already: it is joined to the trace."}
	}
	const segment = "A part of the transaction. One that a literal makes, such as a MessageProducerSegment, puts nothing into the message."
	return &model.Library{
		Name:     "New Relic",
		Module:   "github.com/newrelic/go-agent/v3",
		Verified: "v3.45.0",
		Paths:    newRelicPaths,
		Tracing:  true,
		Rows: []model.Row{
			{
				On: model.Method(newRelicPkg, "Application", "StartTransaction"), Role: model.StartSpan, Name: model.Arg(0, "name"), Options: model.Arg(1, "opts"), Result: model.Result(0),
				Note: "A root until it accepts headers.",
			},
			{On: txn("StartSegment"), Role: model.StartSpan, Message: model.Recv(), Name: model.Arg(0, "name"), Result: model.Result(0), Note: segment},
			{On: model.Func(newRelicPkg, "StartSegment"), Role: model.StartSpan, Message: model.Arg(0, "txn"), Name: model.Arg(1, "name"), Result: model.Result(0), Note: segment},
			{On: txn("SetName"), Role: model.Annotate, Message: model.Recv(), Name: model.Arg(0, "name")},
			{On: txn("End"), Role: model.EndSpan, Message: model.Recv()},
			{On: model.Method(newRelicPkg, "Segment", "End"), Role: model.EndSpan, Message: model.Recv()},
			annotate("AddAttribute"),
			annotate("NoticeError"),
			annotate("NoticeExpectedError"),
			{On: model.Method(newRelicPkg, "Segment", "AddAttribute"), Role: model.Annotate, Message: model.Recv()},

			accept("AcceptDistributedTraceHeaders", "hdrs"),
			accept("AcceptDistributedTraceHeadersFromJSON", "jsondata"),
			{On: txn("InsertDistributedTraceHeaders"), Role: model.Inject, Message: model.Recv(), Carrier: model.Arg(0, "hdrs")},
			{On: txn("GetTraceMetadata"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)},
			{On: txn("GetLinkingMetadata"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)},
			{On: txn("NewGoroutine"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)},
			{On: model.Func(newRelicPkg, "FromContext"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(newRelicPkg, "NewContext"), Role: model.WithSpanData, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "txn"), Result: model.Result(0)},
			{On: model.Func(newRelicPkg, "ProfilerWrapCallWithContext"), Role: model.Neutral, Ctx: model.Arg(1, "ctx"), Note: "Calls the function on the spot."},
		},
	}
}
