package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	amqp091Pkg   = "github.com/rabbitmq/amqp091-go"
	streadwayPkg = "github.com/streadway/amqp"
)

var (
	amqp091Paths   = []string{amqp091Pkg}
	streadwayPaths = []string{streadwayPkg}
)

func amqp091() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(amqp091Pkg, recv, name) }
	const unread = "The context is only looked at for being done; its values never reach the message."
	return &model.Library{
		Name:     "amqp091-go",
		Module:   amqp091Pkg,
		Verified: "v1.16.0",
		Paths:    amqp091Paths,
		Messages: amqpMessages(amqp091Pkg),
		Rows: append(amqpRows(amqp091Pkg), []model.Row{
			{On: method("Channel", "Publish"), Role: model.Publish, Message: model.Arg(4, "msg"), Topic: model.Arg(1, "key"), Twin: "PublishWithContext"},
			{On: method("Channel", "PublishWithContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(5, "msg"), Topic: model.Arg(2, "key"), Note: unread},
			{On: method("Channel", "PublishWithDeferredConfirm"), Role: model.Publish, Message: model.Arg(4, "msg"), Topic: model.Arg(1, "key"), Twin: "PublishWithDeferredConfirmWithContext"},
			{On: method("Channel", "PublishWithDeferredConfirmWithContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(5, "msg"), Topic: model.Arg(2, "key"), Note: unread},

			{On: method("Channel", "ConsumeWithContext"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Got(0), Topic: model.Arg(1, "queue")},
		}...),
	}
}

// streadway is the client under the path that it had first, without contexts.
func streadway() *model.Library {
	return &model.Library{
		Name:     "streadway/amqp",
		Module:   streadwayPkg,
		Verified: "v1.1.0",
		Paths:    streadwayPaths,
		Messages: amqpMessages(streadwayPkg),
		Rows: append(amqpRows(streadwayPkg), model.Row{
			On: model.Method(streadwayPkg, "Channel", "Publish"), Role: model.Publish, Message: model.Arg(4, "msg"), Topic: model.Arg(1, "key"),
		}),
	}
}

func amqpMessages(pkg string) []model.MessageType {
	headers := func(variable string) model.Headers { return model.TableOf(variable, "Headers", "$("+pkg+".Table){}") }
	return []model.MessageType{
		{Type: model.Type(pkg, "Publishing"), Carrier: "Headers", Body: "Body", Sent: true, Headers: headers("msg")},
		{Type: model.Type(pkg, "Delivery"), Carrier: "Headers", Body: "Body", Received: true, Deliveries: "Redelivered", Headers: headers("delivery")},
		{Type: model.Type(pkg, "Return"), Carrier: "Headers", Body: "Body"},
	}
}

// amqpRows are what the client has under either path.
func amqpRows(pkg string) []model.Row {
	method := func(recv, name string) model.Ref { return model.Method(pkg, recv, name) }
	return []model.Row{
		{On: method("Channel", "Consume"), Role: model.Receive, Message: model.Got(0), Topic: model.Arg(0, "queue")},
		{On: method("Channel", "Get"), Role: model.Receive, Message: model.Result(0), Topic: model.Arg(0, "queue")},
		{
			On: method("Channel", "NotifyReturn"), Role: model.Neutral, Message: model.OnChan(0, "c"),
			Note: "The program's own messages that no queue took.",
		},

		{On: method("Channel", "Ack"), Role: model.Settle},
		{On: method("Channel", "Nack"), Role: model.Settle},
		{On: method("Channel", "Reject"), Role: model.Settle},
		{On: method("Delivery", "Ack"), Role: model.Settle, Message: model.Recv()},
		{On: method("Delivery", "Nack"), Role: model.Settle, Message: model.Recv()},
		{On: method("Delivery", "Reject"), Role: model.Settle, Message: model.Recv()},
	}
}
