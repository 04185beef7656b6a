package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	xrayPkg    = "github.com/aws/aws-xray-sdk-go/xray"
	xrayHeader = "github.com/aws/aws-xray-sdk-go/header"
	xrayAWSPkg = "github.com/aws/aws-xray-sdk-go/instrumentation/awsv2"
)

var xrayPaths = []string{xrayPkg, xrayHeader, xrayAWSPkg}

func xray() *model.Library {
	segment := func(name string) model.Ref { return model.Method(xrayPkg, "Segment", name) }
	start := func(name string, parent model.Place, note string) model.Row {
		return model.Row{
			On: model.Func(xrayPkg, name), Role: model.StartSpan, Reads: model.FromContext, Ctx: model.Arg(0, "ctx"), Message: parent,
			Name: model.Arg(1, "name"), Result: model.Result(0), Note: note,
		}
	}
	capture := func(name string) model.Row {
		r := start(name, model.Place{}, "Calls the function with a context that holds the segment.")
		r.Result = model.Place{}
		r.Callback = model.Callback{At: model.Arg(2, "fn"), Ctx: model.In(0), Holds: model.FromContext}
		return r
	}
	annotate := func(name string, ctx model.Place) model.Row {
		return model.Row{On: model.Func(xrayPkg, name), Role: model.Annotate, Ctx: ctx}
	}
	const request = "Writes the segment into a header of each request, which SQS, SNS and EventBridge hand on with what is in it."
	aws := func(name, param string) model.Row {
		return model.Row{On: model.Func(xrayPkg, name), Role: model.Wrap, Reads: model.FromContext, Result: model.Arg(0, param), Note: request}
	}
	on := func(name string) model.Row {
		return model.Row{On: segment(name), Role: model.Annotate, Message: model.Recv()}
	}
	return &model.Library{
		Name:     "X-Ray",
		Module:   "github.com/aws/aws-xray-sdk-go",
		Verified: "v1.8.5",
		Paths:    xrayPaths,
		Tracing:  true,
		Rows: []model.Row{
			start("BeginSegment", model.Place{}, "A root, except under Lambda, which has put a segment into the context."),
			start("BeginSegmentWithSampling", model.Arg(3, "traceHeader"), ""),
			start("NewSegmentFromHeader", model.Arg(3, "h"), ""),
			start("BeginFacadeSegment", model.Arg(2, "h"), ""),
			start("BeginSubsegment", model.Place{}, ""),
			start("BeginSubsegmentWithoutSampling", model.Place{}, ""),
			capture("Capture"),
			capture("CaptureAsync"),
			aws("AWS", "c"),
			aws("AWSWithWhitelist", "c"),
			aws("AWSSession", "s"),
			aws("AWSSessionWithWhitelist", "s"),
			{On: model.Func(xrayAWSPkg, "AWSV2Instrumentor"), Role: model.Wrap, Reads: model.FromContext, Result: model.Arg(0, "apiOptions"), Note: request},
			{On: segment("Close"), Role: model.EndSpan, Message: model.Recv()},
			{On: segment("CloseAndStream"), Role: model.EndSpan, Message: model.Recv()},
			on("AddAnnotation"),
			on("AddMetadata"),
			on("AddMetadataToNamespace"),
			on("AddError"),
			annotate("AddAnnotation", model.Arg(0, "ctx")),
			annotate("AddMetadata", model.Arg(0, "ctx")),
			annotate("AddMetadataToNamespace", model.Arg(0, "ctx")),
			annotate("AddError", model.Arg(0, "ctx")),

			{On: segment("DownstreamHeader"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0), Note: "Its text is what a message's header is given."},
			{On: model.Method(xrayHeader, "Header", "String"), Role: model.SpanData, Message: model.Recv(), Result: model.Result(0)},
			{On: model.Func(xrayHeader, "FromString"), Role: model.Extract, Carrier: model.Arg(0, "s"), Result: model.Result(0)},
			{On: model.Func(xrayPkg, "GetSegment"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(xrayPkg, "TraceID"), Role: model.SpanData, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(xrayPkg, "DetachContext"), Role: model.Detach, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(xrayPkg, "ContextWithConfig"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
		},
	}
}
