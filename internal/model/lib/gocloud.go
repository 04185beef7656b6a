package lib

import "github.com/tracelint/tracelint/internal/model"

const gocloudPkg = "gocloud.dev/pubsub"

var gocloudPaths = []string{gocloudPkg}

// gocloud is the portable API over the brokers of several clouds. It has spans
// of its own and carries nothing from one to the other.
func gocloud() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(gocloudPkg, recv, name) }
	const spans = "Starts a span from the context, and writes nothing of it into the message, whatever the driver."
	return &model.Library{
		Name:     "gocloud",
		Headers:  "metadata",
		Module:   "gocloud.dev",
		Verified: "v0.47.0",
		Paths:    gocloudPaths,
		Messages: []model.MessageType{
			{Type: model.Type(gocloudPkg, "Message"), Carrier: "Metadata", Body: "Body", Received: true, Sent: true, Headers: model.MapOf("msg", "Metadata")},
		},
		Rows: []model.Row{
			{On: method("Topic", "Send"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "m"), Note: spans},
			{On: method("Subscription", "Receive"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0), Note: spans},
			{On: method("Message", "Ack"), Role: model.Settle, Message: model.Recv()},
			{On: method("Message", "Nack"), Role: model.Settle, Message: model.Recv()},
		},
	}
}
