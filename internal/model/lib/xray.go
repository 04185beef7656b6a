package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	xrayModule   = "github.com/aws/aws-xray-sdk-go"
	xrayV2Module = xrayModule + "/v2"
	xrayPkg      = xrayModule + "/xray"
)

var (
	xrayPaths   = xrayPathsOf(xrayModule)
	xrayV2Paths = xrayPathsOf(xrayV2Module)
)

func xrayPathsOf(module string) []string {
	return []string{module + "/xray", module + "/header", module + "/instrumentation/awsv2"}
}

// xray is the first version, which also instruments the first version of AWS's SDK.
func xray() *model.Library {
	lib := xrayLibrary("X-Ray", xrayModule, "v1.8.5")
	for _, fn := range [][2]string{{"AWS", "c"}, {"AWSWithWhitelist", "c"}, {"AWSSession", "s"}, {"AWSSessionWithWhitelist", "s"}} {
		lib.Rows = append(lib.Rows, model.Row{On: model.Func(xrayPkg, fn[0]), Role: model.Wrap, Reads: model.FromContext, Result: model.Arg(0, fn[1]), Note: xrayRequest})
	}
	return lib
}

func xrayV2() *model.Library {
	lib := xrayLibrary("X-Ray v2", xrayV2Module, "v2.0.3")
	lib.Stub = true
	return lib
}

const xrayRequest = "Writes the segment into a header of each request, which SQS, SNS and EventBridge hand on with what is in it."

func xrayLibrary(name, module, version string) *model.Library {
	paths := xrayPathsOf(module)
	xrayPkg, xrayHeader, xrayAWSPkg := paths[0], paths[1], paths[2]
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
	on := func(name string) model.Row {
		return model.Row{On: segment(name), Role: model.Annotate, Message: model.Recv()}
	}
	return &model.Library{
		Name:     name,
		Module:   module,
		Verified: version,
		Paths:    paths,
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
			{On: model.Func(xrayAWSPkg, "AWSV2Instrumentor"), Role: model.Wrap, Reads: model.FromContext, Result: model.Arg(0, "apiOptions"), Note: xrayRequest},
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
