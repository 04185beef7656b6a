package lib

import "github.com/tracelint/tracelint/internal/model"

const nsqPkg = "github.com/nsqio/go-nsq"

var nsqPaths = []string{nsqPkg}

func nsq() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(nsqPkg, recv, name) }
	publish := func(name string, body int, async bool) model.Row {
		return model.Row{
			On: method("Producer", name), Role: model.Publish, Message: model.Arg(body, "body"), Topic: model.Arg(0, "topic"), Async: async, Payload: true,
			Note: "NSQ has no headers, and the client no context.",
		}
	}
	handler := model.Callback{At: model.Arg(0, "handler"), Method: "HandleMessage", Message: model.In(0)}
	settle := func(name string) model.Row {
		return model.Row{On: method("Message", name), Role: model.Settle, Message: model.Recv()}
	}
	return &model.Library{
		Name:     "go-nsq",
		Module:   nsqPkg,
		Verified: "v1.1.0",
		Paths:    nsqPaths,
		Messages: []model.MessageType{
			{Type: model.Type(nsqPkg, "Message"), Body: "Body", Received: true, Deliveries: "Attempts"},
		},
		Rows: []model.Row{
			publish("Publish", 1, false),
			publish("MultiPublish", 1, false),
			publish("DeferredPublish", 2, false),
			publish("PublishAsync", 1, true),
			publish("MultiPublishAsync", 1, true),
			publish("DeferredPublishAsync", 2, true),

			{On: method("Consumer", "AddHandler"), Role: model.Handle, Callback: handler},
			{On: method("Consumer", "AddConcurrentHandlers"), Role: model.Handle, Callback: handler},
			{On: method("Handler", "HandleMessage"), Role: model.Handle, Subtypes: true, Callback: model.Callback{Message: model.In(0)}},
			{On: model.FuncType(nsqPkg, "HandlerFunc"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},
			{On: model.Func(nsqPkg, "NewMessage"), Role: model.Neutral, Result: model.Result(0)},

			settle("Finish"),
			settle("Requeue"),
			settle("RequeueWithoutBackoff"),
			settle("Touch"),
		},
	}
}
