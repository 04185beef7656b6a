package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	gcpPubSubMessagePkg = "cloud.google.com/go/internal/pubsub"
	gcpPubSubPkg        = "cloud.google.com/go/pubsub"
	gcpPubSubV2Pkg      = "cloud.google.com/go/pubsub/v2"
	ddPubSubPkg         = ddContrib + "cloud.google.com/go/pubsub.v1/v2"
	ddPubSubV2Pkg       = ddContrib + "cloud.google.com/go/pubsub.v2/v2"
	ddPubSubV1Pkg       = ddContribV1 + "cloud.google.com/go/pubsub.v1"
)

var (
	gcpPubSubMessagePaths = []string{gcpPubSubMessagePkg}
	gcpPubSubPaths        = []string{gcpPubSubPkg, gcpPubSubPkg + "/apiv1", gcpPubSubPkg + "/apiv1/pubsubpb"}
	ddPubSubPaths         = []string{ddPubSubPkg, ddPubSubV2Pkg, ddPubSubV1Pkg}
	gcpPubSubV2Paths      = []string{gcpPubSubV2Pkg, gcpPubSubV2Pkg + "/apiv1", gcpPubSubV2Pkg + "/apiv1/pubsubpb"}
)

// gcpPubSubMessage is the message that both versions of the client share: their
// own names for it are aliases.
func gcpPubSubMessage() *model.Library {
	method := func(name string) model.Ref { return model.Method(gcpPubSubMessagePkg, "Message", name) }
	return &model.Library{
		Name:     "Pub/Sub messages",
		Headers:  "attributes",
		Module:   "cloud.google.com/go",
		Verified: "v0.123.0",
		Paths:    gcpPubSubMessagePaths,
		Messages: []model.MessageType{
			{Type: model.Type(gcpPubSubMessagePkg, "Message"), Carrier: "Attributes", Body: "Data", Received: true, Sent: true, Deliveries: "DeliveryAttempt", Headers: model.MapOf("msg", "Attributes")},
		},
		Rows: []model.Row{
			{On: method("Ack"), Role: model.Settle, Message: model.Recv()},
			{On: method("Nack"), Role: model.Settle, Message: model.Recv()},
			{On: method("AckWithResult"), Role: model.Settle, Message: model.Recv()},
			{On: method("NackWithResult"), Role: model.Settle, Message: model.Recv()},
		},
	}
}

const (
	gcpTraced   = "With EnableOpenTelemetryTracing: a span of its own from the context, W3C's trace context only, in attributes that begin with googclient_."
	gcpReceived = "With EnableOpenTelemetryTracing the context is the message's; without, it lives as long as the subscription."
	gcpLow      = "The generated client is never traced by EnableOpenTelemetryTracing."
)

// gcpGenerated is the messages and calls of the client that is generated from
// the service's definition.
func gcpGenerated(base, publisher, subscriber string) ([]model.MessageType, []model.Row) {
	client, pb := base+"/apiv1", base+"/apiv1/pubsubpb"
	return []model.MessageType{
			{Type: model.Type(pb, "PublishRequest"), Elements: "Messages", Sent: true},
			{Type: model.Type(pb, "PullResponse"), Elements: "ReceivedMessages", Received: true},
			{Type: model.Type(pb, "ReceivedMessage"), Elements: "Message", Received: true, Deliveries: "DeliveryAttempt"},
			{Type: model.Type(pb, "PubsubMessage"), Carrier: "Attributes", Body: "Data", Received: true, Sent: true, Headers: model.MapOf("msg", "Attributes")},
		}, []model.Row{
			{On: model.Method(client, publisher, "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "req"), Topic: model.Arg(1, "req").At("Topic"), Note: gcpLow},
			{On: model.Method(client, subscriber, "Pull"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0), Note: gcpLow},
			{On: model.Method(client, subscriber, "Acknowledge"), Role: model.Settle, Ctx: model.Arg(0, "ctx")},
		}
}

// gcpClient is the construction of a client, whose configuration decides
// whether it traces.
func gcpClient(pkg string) []model.Row {
	return []model.Row{
		{On: model.Func(pkg, "NewClient"), Role: model.Construct, Ctx: model.Arg(0, "ctx"), Options: model.Arg(2, "opts"), Result: model.Result(0)},
		{
			On: model.Func(pkg, "NewClientWithConfig"), Role: model.Construct, Ctx: model.Arg(0, "ctx"), Options: model.Arg(2, "config").At("EnableOpenTelemetryTracing"),
			MayRead: model.FromContext, Result: model.Result(0), Note: gcpTraced,
		},
	}
}

func gcpPubSub() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(gcpPubSubPkg, recv, name) }
	lib := &model.Library{Name: "Pub/Sub", Headers: "attributes", Module: gcpPubSubPkg, Verified: "v1.52.0", Paths: gcpPubSubPaths}
	lib.Messages, lib.Rows = gcpGenerated(gcpPubSubPkg, "PublisherClient", "SubscriberClient")
	lib.Rows = append(append(lib.Rows, gcpClient(gcpPubSubPkg)...), []model.Row{
		{On: method("Topic", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg"), MayRead: model.FromContext, Async: true, Note: gcpTraced},
		{
			On: method("Subscription", "Receive"), Role: model.Handle, Ctx: model.Arg(0, "ctx"), Note: gcpReceived,
			Callback: model.Callback{At: model.Arg(1, "f"), Ctx: model.In(0), MayHold: model.FromContext, Message: model.In(1)},
		},
		{On: method("Client", "Topic"), Role: model.Construct, Client: model.Recv(), Result: model.Result(0)},
		{On: method("Client", "TopicInProject"), Role: model.Construct, Client: model.Recv(), Result: model.Result(0)},
		{On: method("Client", "CreateTopic"), Role: model.Construct, Ctx: model.Arg(0, "ctx"), Client: model.Recv(), Result: model.Result(0)},
		{On: method("Client", "CreateTopicWithConfig"), Role: model.Construct, Ctx: model.Arg(0, "ctx"), Client: model.Recv(), Result: model.Result(0)},
		{On: method("Client", "Subscription"), Role: model.Construct, Client: model.Recv(), Result: model.Result(0)},
		{On: method("Client", "SubscriptionInProject"), Role: model.Construct, Client: model.Recv(), Result: model.Result(0)},
		{On: method("Client", "CreateSubscription"), Role: model.Construct, Ctx: model.Arg(0, "ctx"), Client: model.Recv(), Result: model.Result(0)},
		{On: model.Func(gcpPubSubPkg, "NewMessageCarrierFromPB"), Role: model.CarrierOf, Message: model.Arg(0, "msg"), Result: model.Result(0), Note: "Reads and writes the keys that begin with googclient_."},
	}...)
	return lib
}

func gcpPubSubV2() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(gcpPubSubV2Pkg, recv, name) }
	lib := &model.Library{Name: "Pub/Sub v2", Headers: "attributes", Module: gcpPubSubV2Pkg, Verified: "v2.8.1", Paths: gcpPubSubV2Paths}
	lib.Messages, lib.Rows = gcpGenerated(gcpPubSubV2Pkg, "TopicAdminClient", "SubscriptionAdminClient")
	lib.Rows = append(append(lib.Rows, gcpClient(gcpPubSubV2Pkg)...), []model.Row{
		{On: method("Publisher", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg"), MayRead: model.FromContext, Async: true, Note: gcpTraced},
		{
			On: method("Subscriber", "Receive"), Role: model.Handle, Ctx: model.Arg(0, "ctx"), Note: gcpReceived,
			Callback: model.Callback{At: model.Arg(1, "f"), Ctx: model.In(0), MayHold: model.FromContext, Message: model.In(1)},
		},
		{On: method("Client", "Publisher"), Role: model.Construct, Client: model.Recv(), Result: model.Result(0)},
		{On: method("Client", "Subscriber"), Role: model.Construct, Client: model.Recv(), Result: model.Result(0)},
		{On: model.Func(gcpPubSubV2Pkg, "NewMessageCarrierFromPB"), Role: model.CarrierOf, Message: model.Arg(0, "msg"), Result: model.Result(0), Note: "Reads and writes the keys that begin with googclient_."},
	}...)
	return lib
}

// ddPubSub is Datadog's instrumentation of both versions of the client, that of
// the first in both versions of its own. It is functions beside the client, so that
// what does not go through them is not traced.
func ddPubSub() *model.Library {
	lib := &model.Library{
		Name: "dd-trace-go Pub/Sub", Module: ddPubSubPkg, Verified: "snapshot of 2026-08-21", Stub: true, Paths: ddPubSubPaths,
		Headers: "attributes", Wraps: []string{"Pub/Sub", "Pub/Sub v2"},
	}
	for _, pkg := range ddPubSubPaths {
		lib.Rows = append(lib.Rows,
			model.Row{
				On: model.Func(pkg, "Publish"), Role: model.Publish, Reads: model.FromContext, Async: true,
				Client: model.Arg(1, "t"), Ctx: model.Arg(0, "ctx"), Message: model.Arg(2, "msg"),
				Note: "A span from the context, which is written over what the attributes held before.",
			},
			model.Row{
				On: model.Func(pkg, "WrapReceiveHandler"), Role: model.Handle, Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(1, "f"), Ctx: model.In(0), Holds: model.FromContext, Message: model.In(1)},
				Note:     "The context holds a span whose parent is read from the attributes, or with WithPropagationAsSpanLinks, one that is linked to it.",
			},
		)
	}
	return lib
}
