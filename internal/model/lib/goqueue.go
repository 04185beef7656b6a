package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	goQueueMod = "github.com/zeromicro/go-queue"
	talQueue   = "github.com/tal-tech/go-queue"
)

var (
	goQueuePaths  = []string{goQueueMod + "/kq", goQueueMod + "/dq", goQueueMod + "/natsq", goQueueMod + "/natsmq/publisher", goQueueMod + "/stanq", goQueueMod + "/rabbitmq"}
	talQueuePaths = []string{talQueue + "/kq", talQueue + "/dq"}
)

// goQueue is the queues of go-zero, which take and give strings and bytes.
func goQueue() *model.Library {
	const (
		injects  = "Injects the context with the process-wide propagator, also if the write itself happens later."
		extracts = "The context holds what was extracted from the headers, unless KqConf.CommitInOrder is set, which hands over an empty one."
		noRoom   = "The message that the client makes of it has room for headers, which nobody can reach."
	)
	kq, dq, natsq, stanq, rabbit := goQueueMod+"/kq", goQueueMod+"/dq", goQueueMod+"/natsq", goQueueMod+"/stanq", goQueueMod+"/rabbitmq"
	consume := model.Callback{Ctx: model.In(0), Holds: model.FromContext, Message: model.In(2)}
	lib := &model.Library{
		Name:     "go-queue",
		Module:   goQueueMod,
		Verified: "v1.2.2",
		Stub:     true,
		Paths:    goQueuePaths,
		Messages: []model.MessageType{
			{Type: model.Type(natsq, "Msg"), Body: "Data", Received: true},
		},
		Rows: []model.Row{
			{On: model.Method(kq, "Pusher", "Push"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "v"), Reads: model.FromContext, Payload: true, Note: injects},
			{On: model.Method(kq, "Pusher", "PushWithKey"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(2, "v"), Reads: model.FromContext, Payload: true, Note: injects},
			{
				On: model.Method(kq, "Pusher", "KPush"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(2, "v"), Payload: true, Twin: "PushWithKey",
				Note: "Takes a context and injects nothing of it.",
			},
			{On: model.Method(kq, "ConsumeHandler", "Consume"), Role: model.Handle, Subtypes: true, Callback: consume, Note: extracts},
			{On: model.FuncType(kq, "ConsumeHandle"), Role: model.Handle, Callback: consume, Note: extracts},
			{
				On: model.Func(kq, "WithHandle"), Role: model.Handle, Result: model.Result(0), Note: extracts,
				Callback: model.Callback{At: model.Arg(0, "handle"), Ctx: model.In(0), Holds: model.FromContext, Message: model.In(2)},
			},

			{On: model.Method(natsq, "DefaultProducer", "Publish"), Role: model.Publish, Message: model.Arg(1, "data"), Topic: model.Arg(0, "subject"), Payload: true, Note: noRoom},
			{On: model.Method(natsq, "JetProducer", "Publish"), Role: model.Publish, Message: model.Arg(1, "data"), Topic: model.Arg(0, "subject"), Payload: true, Note: noRoom},
			{On: model.Method(natsq, "ConsumeHandler", "HandleMessage"), Role: model.Handle, Subtypes: true, Callback: model.Callback{Message: model.In(0)}},
			{On: model.FuncType(natsq, "ConsumeHandle"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},
			{
				On: model.Method(goQueueMod+"/natsmq/publisher", "JetStreamPublisher", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(2, "payload"), Topic: model.Arg(1, "subject"), Payload: true, Note: noRoom,
			},
			{On: model.Method(stanq, "Producer", "Publish"), Role: model.Publish, Message: model.Arg(1, "data"), Topic: model.Arg(0, "subject"), Payload: true, Note: noRoom},
			{On: model.Method(stanq, "Producer", "AsyncPublish"), Role: model.Publish, Message: model.Arg(1, "data"), Topic: model.Arg(0, "subject"), Async: true, Payload: true, Note: noRoom},
			{On: model.Method(rabbit, "Sender", "Send"), Role: model.Publish, Subtypes: true, Message: model.Arg(2, "msg"), Topic: model.Arg(1, "routeKey"), Payload: true, Note: noRoom},
			{On: model.Method(rabbit, "ConsumeHandler", "Consume"), Role: model.Handle, Subtypes: true, Callback: model.Callback{Message: model.In(0)}},
			{On: model.FuncType(rabbit, "ConsumeHandle"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},
		},
	}
	lib.Rows = append(lib.Rows, delayQueue(dq)...)
	for _, row := range oldQueue(kq) {
		row.Before = "v1.2.0"
		lib.Rows = append(lib.Rows, row)
	}
	return lib
}

// oldGoQueue is the same under the path that it had first, when its queue for
// Kafka took no contexts.
func oldGoQueue() *model.Library {
	return &model.Library{
		Name:     "tal-tech/go-queue",
		Module:   talQueue,
		Verified: "v1.1.7",
		Stub:     true,
		Paths:    talQueuePaths,
		Rows:     append(oldQueue(talQueue+"/kq"), delayQueue(talQueue+"/dq")...),
	}
}

// oldQueue is the queue for Kafka as it was without contexts.
func oldQueue(kq string) []model.Row {
	consume := model.Callback{Message: model.In(1)}
	const nothing = "Nothing of the headers comes with it."
	return []model.Row{
		{On: model.Method(kq, "Pusher", "Push"), Role: model.Publish, Message: model.Arg(0, "v"), Payload: true},
		{On: model.Method(kq, "ConsumeHandler", "Consume"), Role: model.Handle, Subtypes: true, Callback: consume, Note: nothing},
		{On: model.FuncType(kq, "ConsumeHandle"), Role: model.Handle, Callback: consume, Note: nothing},
		{On: model.Func(kq, "WithHandle"), Role: model.Handle, Result: model.Result(0), Callback: model.Callback{At: model.Arg(0, "handle"), Message: model.In(1)}, Note: nothing},
	}
}

// delayQueue is the queue on beanstalkd, whose jobs are bytes and no more.
func delayQueue(dq string) []model.Row {
	return []model.Row{
		{On: model.Method(dq, "Producer", "At"), Role: model.Publish, Subtypes: true, Message: model.Arg(0, "body"), Payload: true},
		{On: model.Method(dq, "Producer", "Delay"), Role: model.Publish, Subtypes: true, Message: model.Arg(0, "body"), Payload: true},
		{On: model.Method(dq, "Consumer", "Consume"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "consume"), Message: model.In(0)}},
		{On: model.FuncType(dq, "Consume"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},
	}
}
