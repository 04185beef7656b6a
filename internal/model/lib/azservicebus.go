package lib

import "github.com/tracelint/tracelint/internal/model"

const azServiceBusPkg = "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"

var azServiceBusPaths = []string{azServiceBusPkg}

func azServiceBus() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(azServiceBusPkg, recv, name) }
	headers := model.TableOf("msg", "ApplicationProperties", "map[string]any{}")
	const (
		unread = "The context bounds the attempts; nothing of it reaches the message."
		batch  = "Encodes the message: what is written into it afterwards does not leave with the batch."
	)
	ctx := model.Arg(0, "ctx")
	lib := &model.Library{
		Name:     "azservicebus",
		Headers:  "application properties",
		Module:   azServiceBusPkg,
		Verified: "v1.11.0",
		Paths:    azServiceBusPaths,
		Messages: []model.MessageType{
			{Type: model.Type(azServiceBusPkg, "Message"), Carrier: "ApplicationProperties", Body: "Body", Sent: true, Headers: headers},
			{Type: model.Type(azServiceBusPkg, "AMQPAnnotatedMessage"), Carrier: "ApplicationProperties", Body: "Body", Received: true, Sent: true, Headers: headers},
			{Type: model.Type(azServiceBusPkg, "ReceivedMessage"), Carrier: "ApplicationProperties", Body: "Body", Received: true, Deliveries: "DeliveryCount", Headers: headers},
		},
		Rows: []model.Row{
			{On: method("Sender", "SendMessage"), Role: model.Publish, Ctx: ctx, Message: model.Arg(1, "message"), Note: unread},
			{On: method("Sender", "SendAMQPAnnotatedMessage"), Role: model.Publish, Ctx: ctx, Message: model.Arg(1, "message"), Note: unread},
			{On: method("Sender", "ScheduleMessages"), Role: model.Publish, Ctx: ctx, Message: model.Arg(1, "messages"), Async: true, Note: unread},
			{On: method("Sender", "ScheduleAMQPAnnotatedMessages"), Role: model.Publish, Ctx: ctx, Message: model.Arg(1, "messages"), Async: true, Note: unread},
			{On: method("MessageBatch", "AddMessage"), Role: model.Publish, Message: model.Arg(0, "m"), Async: true, Note: batch},
			{On: method("MessageBatch", "AddAMQPAnnotatedMessage"), Role: model.Publish, Message: model.Arg(0, "m"), Async: true, Note: batch},
			{On: method("Sender", "SendMessageBatch"), Role: model.Neutral, Ctx: ctx, Message: model.Arg(1, "batch"), Note: "What leaves was handed over when it was added."},
			{On: method("Sender", "NewMessageBatch"), Role: model.Neutral, Ctx: ctx, Note: "Asks how large a batch may be."},
			{
				On: method("ReceivedMessage", "Message"), Role: model.Neutral, Message: model.Recv(), Result: model.Result(0),
				Note: "A message to send on: with the same properties and body.",
			},
		},
	}
	for _, recv := range []string{"Receiver", "SessionReceiver"} {
		lib.Rows = append(lib.Rows,
			model.Row{On: method(recv, "ReceiveMessages"), Role: model.Receive, Ctx: ctx, Message: model.Result(0)},
			model.Row{On: method(recv, "ReceiveDeferredMessages"), Role: model.Receive, Ctx: ctx, Message: model.Result(0)},
			model.Row{On: method(recv, "PeekMessages"), Role: model.Neutral, Ctx: ctx, Message: model.Result(0), Note: "Looks at messages and takes none."},
		)
		for _, name := range []string{"AbandonMessage", "CompleteMessage", "DeadLetterMessage", "DeferMessage"} {
			lib.Rows = append(lib.Rows, model.Row{On: method(recv, name), Role: model.Settle, Ctx: ctx, Message: model.Arg(1, "message")})
		}
	}
	return lib
}
