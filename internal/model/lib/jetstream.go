package lib

import "github.com/tracelint/tracelint/internal/model"

const jetstreamPkg = "github.com/nats-io/nats.go/jetstream"

var jetstreamPaths = []string{jetstreamPkg}

// jetStream is the newer JetStream API; it publishes nats.Msg and delivers its own Msg.
func jetStream() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(jetstreamPkg, recv, name) }
	handler := model.Callback{At: model.Arg(0, "handler"), Message: model.In(0)}
	wait := func(name string) model.Row {
		return model.Row{
			On: model.Func(jetstreamPkg, name), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0),
			Note: "Bounds the wait; it is not the message's context.",
		}
	}
	return &model.Library{
		Name:     "nats.go/jetstream",
		Module:   natsPkg,
		Verified: "v1.55.0",
		Paths:    jetstreamPaths,
		Borrows:  []model.MessageType{{Type: model.Type(natsPkg, "Msg"), Sent: true}},
		Messages: []model.MessageType{
			{Type: model.Type(jetstreamPkg, "Msg"), Carrier: "Headers()", Body: "Data()", Received: true, Deliveries: "Metadata()", Headers: natsHeaders("Headers()")},
		},
		Rows: []model.Row{
			// Calls on JetStream resolve to Publisher.
			{On: method("Publisher", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(2, "payload"), Topic: model.Arg(1, "subject"), Payload: true, Twin: "PublishMsg", Fields: "Subject Data"},
			{On: method("Publisher", "PublishMsg"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg"), Topic: model.Arg(1, "msg").At("Subject")},
			{On: method("Publisher", "PublishAsync"), Role: model.Publish, Message: model.Arg(1, "payload"), Topic: model.Arg(0, "subject"), Async: true, Payload: true, Twin: "PublishMsgAsync", Fields: "Subject Data"},
			{On: method("Publisher", "PublishMsgAsync"), Role: model.Publish, Message: model.Arg(0, "msg"), Topic: model.Arg(0, "msg").At("Subject"), Async: true, Twin: "PublishMsg"},

			{On: method("Consumer", "Consume"), Role: model.Handle, Callback: handler},
			{On: method("PushConsumer", "Consume"), Role: model.Handle, Callback: handler},
			{On: model.FuncType(jetstreamPkg, "MessageHandler"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},
			{On: method("Consumer", "Next"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Consumer", "Fetch"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Consumer", "FetchBytes"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Consumer", "FetchNoWait"), Role: model.Receive, Message: model.Result(0)},
			{On: method("MessageBatch", "Messages"), Role: model.Element, Message: model.Got(0)},
			{On: method("MessagesContext", "Next"), Role: model.Receive, Message: model.Result(0)},
			wait("FetchContext"),
			wait("NextContext"),

			{On: method("Msg", "Ack"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "DoubleAck"), Role: model.Settle, Ctx: model.Arg(0, ""), Message: model.Recv()},
			{On: method("Msg", "Nak"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "NakWithDelay"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "Term"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "TermWithReason"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "InProgress"), Role: model.Settle, Message: model.Recv()},
		},
	}
}
