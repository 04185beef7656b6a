package lib

import "github.com/tracelint/tracelint/internal/model"

const pulsarPkg = "github.com/apache/pulsar-client-go/pulsar"

var pulsarPaths = []string{pulsarPkg}

func pulsar() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(pulsarPkg, recv, name) }
	const unread = "The context bounds the wait; nothing of it reaches the message."
	return &model.Library{
		Name:     "pulsar-client-go",
		Headers:  "properties",
		Module:   "github.com/apache/pulsar-client-go",
		Verified: "v0.19.0",
		Paths:    pulsarPaths,
		Stub:     true,
		Messages: []model.MessageType{
			{Type: model.Type(pulsarPkg, "ProducerMessage"), Carrier: "Properties", Body: "Payload", Sent: true, Headers: model.MapOf("msg", "Properties")},
			{Type: model.Type(pulsarPkg, "Message"), Carrier: "Properties()", Body: "Payload()", Received: true, Deliveries: "RedeliveryCount()", Headers: model.MapOf("msg", "Properties()")},
			{Type: model.Type(pulsarPkg, "ConsumerMessage"), Carrier: "Properties()", Body: "Payload()", Received: true, Deliveries: "RedeliveryCount()", Headers: model.MapOf("msg", "Properties()")},
		},
		Rows: []model.Row{
			{On: method("Producer", "Send"), Role: model.Publish, Subtypes: true, Ctx: model.Arg(0, ""), Message: model.Arg(1, ""), Note: unread},
			{On: method("Producer", "SendAsync"), Role: model.Publish, Subtypes: true, Ctx: model.Arg(0, ""), Message: model.Arg(1, ""), Async: true, Note: unread},
			{On: method("Producer", "FlushWithCtx"), Role: model.Neutral, Ctx: model.Arg(0, "ctx")},

			{On: method("Consumer", "Receive"), Role: model.Receive, Subtypes: true, Ctx: model.Arg(0, ""), Message: model.Result(0)},
			{On: method("Consumer", "Chan"), Role: model.Receive, Subtypes: true, Message: model.Got(0)},
			{On: method("Reader", "Next"), Role: model.Receive, Subtypes: true, Ctx: model.Arg(0, ""), Message: model.Result(0)},
			{
				On: method("TableView", "ForEachAndListen"), Role: model.Neutral,
				Note: "The callback is given the key and the value, and nothing of the message.",
			},

			{On: method("Consumer", "Ack"), Role: model.Settle, Subtypes: true, Message: model.Arg(0, "")},
			{On: method("Consumer", "AckWithTxn"), Role: model.Settle, Subtypes: true, Message: model.Arg(0, "")},
			{On: method("Consumer", "AckCumulative"), Role: model.Settle, Subtypes: true, Message: model.Arg(0, "msg")},
			{On: method("Consumer", "Nack"), Role: model.Settle, Subtypes: true, Message: model.Arg(0, "")},
			{On: method("Consumer", "ReconsumeLater"), Role: model.Settle, Subtypes: true, Message: model.Arg(0, "msg"), Note: "Publishes the message again, properties and all."},
			{On: method("Consumer", "ReconsumeLaterWithCustomProperties"), Role: model.Settle, Subtypes: true, Message: model.Arg(0, "msg")},
			{
				On: method("ProducerInterceptor", "BeforeSend"), Role: model.Neutral, Subtypes: true, Message: model.Arg(1, "message"),
				Note: "Is given no context: it can only write what the message says already.",
			},
		},
	}
}
