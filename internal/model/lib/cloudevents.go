package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	cloudEventsPkg        = "github.com/cloudevents/sdk-go/v2"
	cloudEventsClient     = cloudEventsPkg + "/client"
	cloudEventsEvent      = cloudEventsPkg + "/event"
	cloudEventsExtensions = cloudEventsPkg + "/extensions"
	cloudEventsHTTP       = cloudEventsPkg + "/protocol/http"
	cloudEventsBinding    = cloudEventsPkg + "/binding"
	cloudEventsObs        = "github.com/cloudevents/sdk-go/observability/opentelemetry/v2"
	cloudEventsObsClient  = cloudEventsObs + "/client"
	cloudEventsObsHTTP    = cloudEventsObs + "/http"
	cloudEventsOC         = "github.com/cloudevents/sdk-go/observability/opencensus/v2"
	cloudEventsOCClient   = cloudEventsOC + "/client"
	cloudEventsOCHTTP     = cloudEventsOC + "/http"
)

var (
	cloudEventsPaths    = []string{cloudEventsPkg, cloudEventsClient, cloudEventsEvent, cloudEventsExtensions, cloudEventsHTTP, cloudEventsBinding}
	cloudEventsObsPaths = []string{cloudEventsObsClient, cloudEventsObsHTTP}
	cloudEventsOCPaths  = []string{cloudEventsOCClient, cloudEventsOCHTTP}
)

func cloudEvents() *model.Library {
	event := func(name string) model.Ref { return model.Method(cloudEventsEvent, "Event", name) }
	const (
		sent    = "The event carries its extensions; the context reaches the other side only over HTTP, with an instrumented transport."
		request = "The request that the event is taken out of has a context, with the server's span."
		got     = "Over HTTP the context is the request's, of other protocols that of StartReceiver; the event's own trace is in its extensions."
	)
	lib := &model.Library{
		Name:     "CloudEvents",
		Headers:  "extensions",
		Module:   cloudEventsPkg,
		Verified: "v2.16.2",
		Paths:    cloudEventsPaths,
		Messages: []model.MessageType{
			{Type: model.Type(cloudEventsEvent, "Event"), Carrier: "Extensions()", Body: "Data()", Received: true, Sent: true, Headers: model.Headers{
				Variable: "event",
				Each:     "for name, header := range $msg.Extensions() {\n\tif text, ok := header.(string); ok {\n\t\t$carrier.Set(name, text)\n\t}\n}",
				Put:      "$msg.SetExtension($key, $value)",
				Sets:     true,
			}},
			{Type: model.Type(cloudEventsHTTP, "Message"), Carrier: "Header", Body: "BodyReader", Received: true},
		},
		Rows: []model.Row{
			{On: model.Method(cloudEventsClient, "Client", "Send"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "event"), MayRead: model.FromContext, Note: sent},
			{On: model.Method(cloudEventsClient, "Client", "Request"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "event"), MayRead: model.FromContext, Note: sent},
			{
				On: model.Method(cloudEventsClient, "Client", "StartReceiver"), Role: model.Handle, Ctx: model.Arg(0, "ctx"),
				Callback: model.Callback{At: model.Arg(1, "fn"), MayHold: model.FromMessageContext}, Note: got,
			},
			{On: model.Func(cloudEventsHTTP, "NewEventFromHTTPRequest"), Role: model.Receive, Message: model.Result(0), Note: request},
			{On: model.Var(cloudEventsPkg, "NewEventFromHTTPRequest"), Role: model.Receive, Message: model.Result(0), Note: request},
			{On: model.Func(cloudEventsHTTP, "NewMessageFromHttpRequest"), Role: model.Receive, Message: model.Result(0), Note: request},
			{On: model.Func(cloudEventsBinding, "ToEvent"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "message"), Result: model.Result(0), Note: "Decodes."},
			{On: model.Func(cloudEventsClient, "NewHTTPReceiveHandler"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0), Note: "Hands over the request's context."},
			{On: model.Func(cloudEventsClient, "New"), Role: model.Construct, Client: model.Arg(0, "obj"), Options: model.Arg(1, "opts"), Result: model.Result(0)},
			{On: model.Func(cloudEventsClient, "NewHTTP"), Role: model.Construct, Reads: model.FromRequest, Options: model.Arg(0, "opts"), Result: model.Result(0)},
			{On: model.Func(cloudEventsHTTP, "New"), Role: model.Construct, Reads: model.FromRequest, Options: model.Arg(0, "opts"), Result: model.Result(0)},
			{On: model.Var(cloudEventsPkg, "NewClient"), Role: model.Construct, Client: model.Arg(0, "obj"), Options: model.Arg(1, "opts"), Result: model.Result(0)},
			{On: model.Var(cloudEventsPkg, "NewClientHTTP"), Role: model.Construct, Reads: model.FromRequest, Options: model.Arg(0, "opts"), Result: model.Result(0)},
			{On: model.Var(cloudEventsPkg, "NewHTTP"), Role: model.Construct, Reads: model.FromRequest, Options: model.Arg(0, "opts"), Result: model.Result(0)},
			{On: model.Var(cloudEventsPkg, "NewDefaultClient"), Role: model.Construct, Reads: model.FromRequest, Options: model.Arg(0, "opts"), Result: model.Result(0)},
			{On: model.Func(cloudEventsClient, "WithObservabilityService"), Role: model.Wrap, Reads: model.FromRequest, Result: model.Result(0), Note: "What the service makes of the receiver's context it knows itself; into events it writes nothing."},
			{On: model.Func(cloudEventsClient, "WithInboundContextDecorator"), Role: model.Wrap, Reads: model.FromRequest, Result: model.Result(0), Note: "Makes the receiver's context of the message."},
			{On: model.Var(cloudEventsPkg, "NewEvent"), Role: model.Neutral, Result: model.Result(0)},
			{On: model.Var(cloudEventsPkg, "ContextWithTarget"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},

			{On: event("SetExtension"), Role: model.Stamp, Message: model.Arg(1, "obj"), Carrier: model.Recv()},
			{On: event("SetData"), Role: model.Stamp, Message: model.Arg(1, "obj"), Carrier: model.Recv().At("Data()")},
			{
				On: model.Method(cloudEventsExtensions, "DistributedTracingExtension", "AddTracingAttributes"), Role: model.Stamp, Message: model.Recv(), Carrier: model.Arg(0, "e"),
			},
			{On: model.Func(cloudEventsExtensions, "GetDistributedTracingExtension"), Role: model.Neutral, Message: model.Arg(0, "event"), Result: model.Result(0)},
		},
	}
	return lib
}

func cloudEventsObservability() *model.Library {
	const http = "Over HTTP the trace rides in the request's headers; other protocols get nothing unless InjectDistributedTracingExtension was called."
	fn := func(name string) model.Ref { return model.Func(cloudEventsObsClient, name) }
	return &model.Library{
		Name:     "CloudEvents observability",
		Module:   cloudEventsObs,
		Verified: "snapshot of 2026-06-30",
		Stub:     true,
		Paths:    cloudEventsObsPaths,
		Wraps:    []string{"CloudEvents"},
		Rows: []model.Row{
			{On: fn("InjectDistributedTracingExtension"), Role: model.Inject, Ctx: model.Arg(0, "ctx"), Carrier: model.Arg(1, "event"), Note: "With W3C's propagator, not the process-wide one."},
			{On: fn("ExtractDistributedTracingExtension"), Role: model.Extract, Ctx: model.Arg(0, "ctx"), Carrier: model.Arg(1, "event"), Result: model.Result(0)},
			{On: fn("NewCloudEventCarrierWithEvent"), Role: model.CarrierOf, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "event"), Result: model.Result(0)},
			{On: fn("NewClientHTTP"), Role: model.Wrap, Reads: model.FromContext, Result: model.Result(0), Note: http},
			{On: model.Func(cloudEventsObsHTTP, "NewObservedHTTP"), Role: model.Wrap, Reads: model.FromContext, Result: model.Result(0), Note: http},
		},
	}
}

// cloudEventsOpenCensus is the same for OpenCensus, without help for other protocols.
func cloudEventsOpenCensus() *model.Library {
	const http = "Over HTTP the trace rides in the request's headers, as W3C has it; other protocols get nothing."
	return &model.Library{
		Name:     "CloudEvents observability with OpenCensus",
		Module:   cloudEventsOC,
		Verified: "snapshot of 2026-06-30",
		Stub:     true,
		Paths:    cloudEventsOCPaths,
		Wraps:    []string{"CloudEvents"},
		Rows: []model.Row{
			{On: model.Func(cloudEventsOCClient, "NewClientHTTP"), Role: model.Wrap, Reads: model.FromContext, Result: model.Result(0), Note: http},
			{On: model.Func(cloudEventsOCHTTP, "NewObservedHTTP"), Role: model.Wrap, Reads: model.FromContext, Result: model.Result(0), Note: http},
		},
	}
}
