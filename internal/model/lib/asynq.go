package lib

import "github.com/tracelint/tracelint/internal/model"

const asynqPkg = "github.com/hibiken/asynq"

var asynqPaths = []string{asynqPkg}

func asynq() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(asynqPkg, recv, name) }
	// processes is the ProcessTask of argument 0 of a server's method.
	processes := func(name string, i int) model.Callback {
		return model.Callback{At: model.Arg(i, name), Method: "ProcessTask", Ctx: model.In(0), MayHold: model.FromContext, Message: model.In(1)}
	}
	handles := model.Callback{Ctx: model.In(0), MayHold: model.FromContext, Message: model.In(1)}
	const (
		server = "The context derives from Config.BaseContext and has the task's id and retry count, and no trace unless a middleware puts it there."
		redis  = "The context is for the call of Redis only; nothing of it reaches the task."
	)
	return &model.Library{
		Name:     "asynq",
		Module:   asynqPkg,
		Verified: "v0.26.0",
		Paths:    asynqPaths,
		Messages: []model.MessageType{
			{Type: model.Type(asynqPkg, "Task"), Carrier: "Headers()", Body: "Payload()", Received: true, Sent: true, Headers: model.Headers{
				Variable: "task", Carrier: "$(" + otelPropagation + ".MapCarrier)($msg.Headers())", Make: "map[string]string{}",
			}},
		},
		Rows: []model.Row{
			{On: method("Client", "Enqueue"), Role: model.Publish, Message: model.Arg(0, "task"), Twin: "EnqueueContext", Note: redis},
			{On: method("Client", "EnqueueContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "task"), Note: redis},
			{
				On: method("Scheduler", "Register"), Role: model.Neutral, Message: model.Arg(1, "task"),
				Note: "Enqueued by the clock: nobody's event is its cause.",
			},
			{
				On: model.Func(asynqPkg, "NewTask"), Role: model.Neutral, Result: model.Result(0), Twin: "NewTaskWithHeaders",
				Note: "Has no headers, and none can be added later.",
			},
			{
				On: model.Func(asynqPkg, "NewTaskWithHeaders"), Role: model.Neutral, Carrier: model.Arg(2, "headers"), Result: model.Result(0),
				Note: "Copies the headers; from v0.26 on.",
			},

			{On: model.Func(asynqPkg, "NewServeMux"), Role: model.Construct, Result: model.Result(0)},
			{On: method("ServeMux", "Use"), Role: model.Construct, Options: model.Arg(0, "mws"), Result: model.Recv()},
			{On: method("ServeMux", "Handle"), Role: model.Handle, Topic: model.Arg(0, "pattern"), Callback: processes("handler", 1), Note: server},
			{
				On: method("ServeMux", "HandleFunc"), Role: model.Handle, Topic: model.Arg(0, "pattern"), Note: server,
				Callback: model.Callback{At: model.Arg(1, "handler"), Ctx: model.In(0), MayHold: model.FromContext, Message: model.In(1)},
			},
			{On: method("Server", "Run"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "handler"), Method: "ProcessTask", Ctx: model.In(0), Message: model.In(1)}, Note: server},
			{On: method("Server", "Start"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "handler"), Method: "ProcessTask", Ctx: model.In(0), Message: model.In(1)}, Note: server},
			{On: method("Handler", "ProcessTask"), Role: model.Handle, Subtypes: true, Callback: handles, Note: server},
			{On: model.FuncType(asynqPkg, "HandlerFunc"), Role: model.Handle, Callback: handles, Note: server},
			{
				On: method("GroupAggregator", "Aggregate"), Role: model.Neutral, Subtypes: true, Message: model.Arg(1, "tasks"), Result: model.Result(0),
				Note: "Makes one task of several: it carries what is put into its headers.",
			},
		},
	}
}
