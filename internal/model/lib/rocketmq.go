package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	rocketMQPkg       = "github.com/apache/rocketmq-client-go/v2"
	rocketMQPrimitive = rocketMQPkg + "/primitive"
	rocketMQProducer  = rocketMQPkg + "/producer"
	rocketMQConsumer  = rocketMQPkg + "/consumer"
)

var rocketMQPaths = []string{rocketMQPkg, rocketMQPrimitive, rocketMQProducer, rocketMQConsumer}

func rocketMQ() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(rocketMQPkg, recv, name) }
	publish := func(recv, name string, message model.Place, topic string, note string) model.Row {
		return model.Row{
			On: method(recv, name), Role: model.Publish, Subtypes: true, Ctx: model.Arg(0, "ctx"), Message: message, Topic: message.At(topic),
			MayRead: model.FromContext, Note: note,
		}
	}
	receive := func(name string) model.Row {
		return model.Row{On: method("PullConsumer", name), Role: model.Receive, Subtypes: true, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)}
	}
	construct := func(pkg, name string, opts int) model.Row {
		return model.Row{On: model.Func(pkg, name), Role: model.Construct, Options: model.Arg(opts, "opts"), Result: model.Result(0)}
	}
	const (
		unread = "The context bounds the wait and goes to the interceptors; of it the client itself writes nothing."
		listen = "Runs inside of the call that sends, or when the broker asks, and is given no context. Many make a listener for each call, with the call's context in a field."
	)
	return &model.Library{
		Name:     "rocketmq-client-go",
		Headers:  "properties",
		Module:   rocketMQPkg,
		Verified: "v2.1.2",
		Paths:    rocketMQPaths,
		Messages: []model.MessageType{
			{Type: model.Type(rocketMQPrimitive, "Message"), Carrier: "GetProperties()", Body: "Body", Received: true, Sent: true, Headers: model.Headers{
				Variable: "msg",
				Each:     "for name, header := range $msg.GetProperties() {\n\t$carrier.Set(name, header)\n}",
				Put:      "$msg.WithProperty($key, $value)",
				Sets:     true,
			}},
			{Type: model.Type(rocketMQPrimitive, "MessageExt"), Carrier: "GetProperties()", Body: "Body", Received: true, Deliveries: "ReconsumeTimes", Headers: model.MapOf("msg", "GetProperties()")},
		},
		Rows: []model.Row{
			publish("Producer", "SendSync", model.Arg(1, "mq"), "[].Topic", unread),
			publish("Producer", "SendAsync", model.Arg(2, "msg"), "[].Topic", unread+" It has been sent when the call returns; what is waited for is the answer."),
			publish("Producer", "SendOneWay", model.Arg(1, "mq"), "[].Topic", unread),
			publish("Producer", "Request", model.Arg(2, "msg"), "Topic", unread),
			publish("Producer", "RequestAsync", model.Arg(3, "msg"), "Topic", unread),
			publish("TransactionProducer", "SendMessageInTransaction", model.Arg(1, "mq"), "Topic", unread),

			construct(rocketMQPkg, "NewProducer", 0),
			construct(rocketMQPkg, "NewTransactionProducer", 1),
			construct(rocketMQProducer, "NewDefaultProducer", 0),
			construct(rocketMQProducer, "NewTransactionProducer", 1),
			{
				On: model.Func(rocketMQProducer, "WithInterceptor"), Role: model.Construct, Options: model.Arg(0, "f"), Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(0, "f").At("[]"), Ctx: model.In(0), Message: model.In(1)},
				Note:     "Is given the call's context and what is sent: the message, or one that all of a batch have been encoded into.",
			},
			{
				On: model.Func(rocketMQProducer, "WithTrace"), Role: model.Neutral, Result: model.Result(0),
				Note: "RocketMQ's own message trace: sends records of what was sent to a topic of its own, and writes nothing into the message.",
			},

			{
				On: method("PushConsumer", "Subscribe"), Role: model.Handle, Subtypes: true, Topic: model.Arg(0, "topic"),
				Callback: model.Callback{At: model.Arg(2, "f"), Ctx: model.In(0), MayHold: model.FromContext, Message: model.In(1), Single: true},
				Note:     "The context is context.Background() with the names of group and queue in it, unless an interceptor hands on another. WithConsumeMessageBatchMaxSize makes it several messages.",
			},
			receive("Poll"),
			receive("Pull"),
			receive("PullFrom"),
			{On: model.Method(rocketMQConsumer, "ConsumeRequest", "GetMsgList"), Role: model.Element, Message: model.Result(0)},
			{On: model.Method(rocketMQPrimitive, "PullResult", "GetMessageExts"), Role: model.Element, Message: model.Result(0)},
			{On: model.Method(rocketMQPrimitive, "PullResult", "GetMessages"), Role: model.Element, Message: model.Result(0)},
			{On: method("PullConsumer", "ACK"), Role: model.Settle, Subtypes: true, Ctx: model.Arg(0, "ctx")},

			construct(rocketMQPkg, "NewPushConsumer", 0),
			construct(rocketMQConsumer, "NewPushConsumer", 0),
			{On: model.Func(rocketMQConsumer, "WithInterceptor"), Role: model.Construct, Options: model.Arg(0, "fs"), Result: model.Result(0)},
			{
				On: model.Func(rocketMQConsumer, "WithTrace"), Role: model.Neutral, Result: model.Result(0),
				Note: "RocketMQ's own message trace, which reads nothing but what the broker wrote, and hands on the context that it was given.",
			},

			{On: model.Method(rocketMQPrimitive, "TransactionListener", "ExecuteLocalTransaction"), Role: model.Neutral, Subtypes: true, Message: model.Arg(0, ""), Note: listen},
			{On: model.Method(rocketMQPrimitive, "TransactionListener", "CheckLocalTransaction"), Role: model.Neutral, Subtypes: true, Message: model.Arg(0, ""), Note: listen},

			{On: model.Func(rocketMQPrimitive, "NewMessage"), Role: model.Neutral, Result: model.Result(0)},
			{
				On: model.Func(rocketMQConsumer, "CreateReplyMessage"), Role: model.Neutral, Message: model.Arg(0, "requestMessage"), Result: model.Result(0),
				Note: "Of the request's properties those are copied that the answer finds its way by. Nobody takes an answer's trace: whoever asked is waiting.",
			},
			{On: model.Method(rocketMQPrimitive, "Message", "WithProperty"), Role: model.Stamp, Message: model.Arg(1, "value"), Carrier: model.Recv()},
		},
	}
}
