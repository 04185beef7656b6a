package lib

import "github.com/tracelint/tracelint/internal/model"

// Clients of RabbitMQ besides those that speak AMQP 0.9.1 themselves.
const (
	goRabbitPkg     = "github.com/wagslane/go-rabbitmq"
	goAMQPPkg       = "github.com/Azure/go-amqp"
	rabbitAMQPMod   = "github.com/rabbitmq/rabbitmq-amqp-go-client"
	rabbitAMQPPkg   = rabbitAMQPMod + "/pkg/rabbitmqamqp"
	rabbitStreamMod = "github.com/rabbitmq/rabbitmq-stream-go-client"
	streamPkg       = rabbitStreamMod + "/pkg/stream"
	streamHAPkg     = rabbitStreamMod + "/pkg/ha"
	streamAMQPPkg   = rabbitStreamMod + "/pkg/amqp"
	streamMsgPkg    = rabbitStreamMod + "/pkg/message"
)

var (
	goRabbitPaths     = []string{goRabbitPkg}
	goAMQPPaths       = []string{goAMQPPkg}
	rabbitAMQPPaths   = []string{rabbitAMQPPkg}
	rabbitStreamPaths = []string{streamPkg, streamHAPkg, streamAMQPPkg, streamMsgPkg}
)

// goRabbit takes bytes, and headers through an option.
func goRabbit() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(goRabbitPkg, recv, name) }
	const option = "WithPublishOptionsHeaders is the carrier; of the context only its end counts."
	headers := model.Headers{
		Variable: "headers",
		Make:     "$(" + goRabbitPkg + ".Table){}",
		Put:      "$msg[$key] = $value",
		Option:   "$(" + goRabbitPkg + ".WithPublishOptionsHeaders)($msg)",
	}
	return &model.Library{
		Name:     "go-rabbitmq",
		Module:   goRabbitPkg,
		Verified: "v0.16.1",
		Stub:     true,
		Paths:    goRabbitPaths,
		Messages: []model.MessageType{
			{Type: model.Type(goRabbitPkg, "Delivery"), Carrier: "Headers", Body: "Body", Received: true, Deliveries: "Redelivered", Headers: model.TableOf("delivery", "Headers", "$("+amqp091Pkg+".Table){}")},
			{Type: model.Type(goRabbitPkg, "Return"), Carrier: "Headers", Body: "Body"},
		},
		Rows: []model.Row{
			{On: method("Publisher", "Publish"), Role: model.Publish, Message: model.Arg(0, "data"), Options: model.Arg(2, "optionFuncs"), Adds: headers, Note: "Publishes with an empty context. " + option},
			{On: method("Publisher", "PublishWithContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "data"), Options: model.Arg(3, "optionFuncs"), Adds: headers, Note: option},
			{On: method("Publisher", "PublishWithDeferredConfirmWithContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "data"), Options: model.Arg(3, "optionFuncs"), Adds: headers, Note: option},
			{On: method("Consumer", "Run"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "handler"), Message: model.In(0)}},
			{
				On: model.FuncType(goRabbitPkg, "Handler"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)},
				Note: "Older versions take it in NewConsumer or Consumer.StartConsuming.",
			},
			{On: method("Publisher", "NotifyReturn"), Role: model.Neutral, Note: "The program's own messages that no queue took."},
		},
	}
}

// goAMQP is AMQP 1.0, which the newer client of RabbitMQ and that of Azure are made of.
func goAMQP() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(goAMQPPkg, recv, name) }
	const unread = "The context bounds the wait; nothing of it reaches the message."
	return &model.Library{
		Name:     "go-amqp",
		Headers:  "application properties",
		Module:   goAMQPPkg,
		Verified: "v1.7.0",
		Paths:    goAMQPPaths,
		Messages: []model.MessageType{{
			Type: model.Type(goAMQPPkg, "Message"), Carrier: "ApplicationProperties", Body: "GetData()", Received: true, Sent: true,
			Headers: model.TableOf("msg", "ApplicationProperties", "map[string]any{}"),
		}},
		Rows: []model.Row{
			{On: method("Sender", "Send"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg"), Note: unread},
			{On: method("Sender", "SendWithReceipt"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg"), Async: true, Note: unread},
			{On: method("Receiver", "Receive"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("Receiver", "Prefetched"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Receiver", "AcceptMessage"), Role: model.Settle, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg")},
			{On: method("Receiver", "RejectMessage"), Role: model.Settle, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg")},
			{On: method("Receiver", "ReleaseMessage"), Role: model.Settle, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg")},
			{On: method("Receiver", "ModifyMessage"), Role: model.Settle, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg")},
		},
	}
}

// rabbitAMQP publishes and consumes the messages of go-amqp, and is made of it.
// It attaches to /management first, which servers before RabbitMQ 4 reject.
func rabbitAMQP() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(rabbitAMQPPkg, recv, name) }
	const unread = "The context bounds the wait; nothing of it reaches the message."
	lib := &model.Library{
		Name:     "rabbitmq-amqp-go-client",
		Headers:  "application properties",
		Module:   rabbitAMQPMod,
		Verified: "v1.2.0",
		Stub:     true,
		Paths:    rabbitAMQPPaths,
		Borrows:  []model.MessageType{{Type: model.Type(goAMQPPkg, "Message"), Received: true, Sent: true}},
		Rows: []model.Row{
			{On: method("Publisher", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "message"), Note: unread},
			{On: method("Publisher", "PublishAsync"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "message"), Async: true, Note: unread},
			{On: method("Requester", "Publish"), Role: model.Publish, Subtypes: true, Ctx: model.Arg(0, ""), Message: model.Arg(1, ""), Note: unread},
			{On: method("Consumer", "Receive"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("IDeliveryContext", "Message"), Role: model.Element, Subtypes: true, Message: model.Result(0)},
			{
				On: model.FuncType(rabbitAMQPPkg, "ResponderHandler"), Role: model.Handle, Callback: model.Callback{Ctx: model.In(0), Message: model.In(1)},
				Note: "The context is an empty one. What is returned answers the request.",
			},
		},
	}
	for _, name := range []string{"Accept", "Discard", "DiscardWithAnnotations", "Requeue", "RequeueWithAnnotations"} {
		lib.Rows = append(lib.Rows, model.Row{On: method("IDeliveryContext", name), Role: model.Settle, Subtypes: true, Ctx: model.Arg(0, "ctx")})
	}
	return lib
}

// rabbitStream is the client for RabbitMQ's streams.
func rabbitStream() *model.Library {
	handler := func(i int) model.Callback {
		return model.Callback{At: model.Arg(i, "messagesHandler"), Message: model.In(1)}
	}
	send := func(pkg, recv, arg string) model.Row {
		return model.Row{On: model.Method(pkg, recv, "Send"), Role: model.Publish, Message: model.Arg(0, arg), Async: true}
	}
	headers := model.TableOf("msg", "ApplicationProperties", "map[string]any{}")
	return &model.Library{
		Name:     "rabbitmq-stream-go-client",
		Headers:  "application properties",
		Module:   rabbitStreamMod,
		Verified: "v1.8.3",
		Paths:    rabbitStreamPaths,
		Messages: []model.MessageType{
			{Type: model.Type(streamAMQPPkg, "AMQP10"), Carrier: "ApplicationProperties", Body: "GetData()", Sent: true, Headers: headers},
			{Type: model.Type(streamAMQPPkg, "Message"), Carrier: "ApplicationProperties", Body: "GetData()", Received: true, Headers: headers},
			{Type: model.Type(streamMsgPkg, "StreamMessage"), Carrier: "GetApplicationProperties()", Body: "GetData()", Sent: true},
		},
		Rows: []model.Row{
			send(streamPkg, "Producer", "streamMessage"),
			send(streamPkg, "SuperStreamProducer", "message"),
			send(streamHAPkg, "ReliableProducer", "message"),
			send(streamHAPkg, "ReliableSuperStreamProducer", "message"),
			{On: model.Method(streamPkg, "Producer", "BatchSend"), Role: model.Publish, Message: model.Arg(0, "batchMessages"), Async: true},
			{On: model.Method(streamHAPkg, "ReliableProducer", "BatchSend"), Role: model.Publish, Message: model.Arg(0, "batchMessages"), Async: true},

			{On: model.Method(streamPkg, "Environment", "NewConsumer"), Role: model.Handle, Callback: handler(1)},
			{On: model.Method(streamPkg, "Environment", "NewSuperStreamConsumer"), Role: model.Handle, Callback: handler(1)},
			{On: model.Func(streamHAPkg, "NewReliableConsumer"), Role: model.Handle, Callback: handler(3)},
			{On: model.Func(streamHAPkg, "NewReliableSuperStreamConsumer"), Role: model.Handle, Callback: handler(2)},
			{On: model.FuncType(streamPkg, "MessagesHandler"), Role: model.Handle, Callback: model.Callback{Message: model.In(1)}},
			{On: model.Method(streamPkg, "Consumer", "StoreOffset"), Role: model.Settle},
			{On: model.Method(streamPkg, "Consumer", "StoreCustomOffset"), Role: model.Settle},
		},
	}
}
