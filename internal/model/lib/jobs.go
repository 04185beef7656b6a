package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	machineryV1Mod = "github.com/RichardKnop/machinery"
	machineryV1Pkg = machineryV1Mod + "/v1"
	machineryV2Pkg = machineryV1Mod + "/v2"
	gocraftPkg     = "github.com/gocraft/work"
	taskqPkg       = "github.com/vmihailenco/taskq/v3"
	taskqOTelPkg   = "github.com/vmihailenco/taskq/extra/taskqotel/v3"
)

var (
	machineryV1Paths = []string{machineryV1Pkg, machineryV1Pkg + "/tasks"}
	machineryV2Paths = []string{machineryV2Pkg, machineryV2Pkg + "/tasks"}
	gocraftPaths     = []string{gocraftPkg}
	taskqPaths       = []string{taskqPkg}
	taskqOTelPaths   = []string{taskqOTelPkg}
)

func machineryV1() *model.Library {
	return machinery("machinery v1", machineryV1Mod, machineryV1Pkg)
}

func machineryV2() *model.Library {
	return machinery("machinery", machineryV2Pkg, machineryV2Pkg)
}

// machinery traces by itself, with OpenTracing's global tracer.
func machinery(name, module, pkg string) *model.Library {
	tasks := pkg + "/tasks"
	const (
		traced = "Starts a span from the context and writes it over the headers of the signature."
		fresh  = "Is the one that takes a context, given an empty one: a trace of its own."
	)
	lib := &model.Library{
		Name: name, Module: module, Verified: "snapshot of 2025-11-15", Stub: true, Paths: []string{pkg, tasks},
		Messages: []model.MessageType{
			{Type: model.Type(tasks, "Signature"), Carrier: "Headers", Body: "Args", Sent: true, Received: true, Deliveries: "RetryCount"},
			{Type: model.Type(tasks, "Chain"), Elements: "Tasks", Sent: true},
			{Type: model.Type(tasks, "Group"), Elements: "Tasks", Sent: true},
			{Type: model.Type(tasks, "Chord"), Elements: "Group", Sent: true},
		},
		Rows: []model.Row{
			{
				On: model.Method(pkg, "Server", "RegisterTask"), Role: model.Handle,
				Callback: model.Callback{At: model.Arg(1, "taskFunc"), Holds: model.FromContext}, Note: "A task whose function takes no context cannot go on with the trace.",
			},
			{On: model.Method(tasks, "Headers", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
		},
	}
	for _, each := range [][2]string{{"SendTask", "signature"}, {"SendChain", "chain"}, {"SendGroup", "group"}, {"SendChord", "chord"}} {
		lib.Rows = append(lib.Rows,
			model.Row{On: model.Method(pkg, "Server", each[0]), Role: model.Publish, Message: model.Arg(0, each[1]), Reads: model.FromContext, Twin: each[0] + "WithContext", Note: fresh},
			model.Row{On: model.Method(pkg, "Server", each[0]+"WithContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, each[1]), Reads: model.FromContext, Note: traced},
		)
	}
	return lib
}

func gocraftWork() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(gocraftPkg, recv, name) }
	const args = "A job has no headers: what ties it to its cause is one of its arguments."
	enqueue := func(name string, i int) model.Row {
		return model.Row{On: method("Enqueuer", name), Role: model.Publish, Message: model.Arg(i, "args"), Topic: model.Arg(0, "jobName"), Payload: true, Note: args}
	}
	return &model.Library{
		Name: "gocraft/work", Module: gocraftPkg, Verified: "snapshot of 2020-04-29", Stub: true, Paths: gocraftPaths,
		Messages: []model.MessageType{{Type: model.Type(gocraftPkg, "Job"), Carrier: "Args", Body: "Args", Received: true, Deliveries: "Fails", Headers: model.TableOf("job", "Args", "map[string]any{}")}},
		Rows: []model.Row{
			enqueue("Enqueue", 1), enqueue("EnqueueIn", 2), enqueue("EnqueueUnique", 1), enqueue("EnqueueUniqueIn", 2),
			enqueue("EnqueueUniqueByKey", 1), enqueue("EnqueueUniqueInByKey", 2),
			{On: method("WorkerPool", "Job"), Role: model.Handle, Topic: model.Arg(0, "name"), Callback: model.Callback{At: model.Arg(1, "fn")}, Note: args},
			{On: method("WorkerPool", "JobWithOptions"), Role: model.Handle, Topic: model.Arg(0, "name"), Callback: model.Callback{At: model.Arg(2, "fn")}, Note: args},
		},
	}
}

// taskq calls functions by reflection, of which each parameter is an argument
// of the message.
func taskq() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(taskqPkg, recv, name) }
	const (
		stays   = "The context is kept in the message, which leaves the process without it."
		started = "The context is the one that the consumer was started with, unless a hook of the consumer has put another into the message."
	)
	message := model.Callback{Message: model.In(0)}
	at := func(p model.Place) model.Callback { return model.Callback{At: p, MayHold: model.FromContext} }
	lib := &model.Library{
		Name: "taskq", Module: taskqPkg, Verified: "v3.2.9", Stub: true, Paths: taskqPaths,
		Messages: []model.MessageType{{Type: model.Type(taskqPkg, "Message"), Body: "Args", Context: "Ctx", Sent: true, Received: true, Deliveries: "ReservedCount"}},
		Rows: []model.Row{
			{On: method("Queue", "Add"), Role: model.Publish, Subtypes: true, Message: model.Arg(0, "msg"), Payload: true, Note: stays},
			{On: method("Task", "WithArgs"), Role: model.SetContext, Ctx: model.Arg(0, "ctx"), Message: model.Result(0), Note: stays},
			{On: model.Func(taskqPkg, "NewMessage"), Role: model.SetContext, Ctx: model.Arg(0, "ctx"), Message: model.Result(0), Note: stays},

			{On: model.Func(taskqPkg, "NewHandler"), Role: model.Handle, Callback: at(model.Arg(0, "fn")), Payload: true, Note: started},
			{On: method("Handler", "HandleMessage"), Role: model.Handle, Subtypes: true, Callback: message},
			{On: model.FuncType(taskqPkg, "HandlerFunc"), Role: model.Handle, Callback: message},
			{On: method("Queue", "ReserveN"), Role: model.Receive, Subtypes: true, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("Queue", "Release"), Role: model.Settle, Subtypes: true, Message: model.Arg(0, "msg")},
			{On: method("Queue", "Delete"), Role: model.Settle, Subtypes: true, Message: model.Arg(0, "msg")},
			{On: method("QueueConsumer", "Add"), Role: model.Neutral, Subtypes: true, Message: model.Arg(0, "msg"), Note: "Into the consumer's own buffer, for the queue that it belongs to."},
		},
	}
	for _, field := range []string{"Handler", "FallbackHandler"} {
		options := model.Arg(0, "opt").At(field)
		lib.Rows = append(lib.Rows,
			model.Row{On: model.Func(taskqPkg, "RegisterTask"), Role: model.Handle, Callback: at(options), Payload: true, Note: started},
			model.Row{On: method("TaskMap", "Register"), Role: model.Handle, Callback: at(options), Payload: true, Note: started},
		)
	}
	return lib
}

func taskqOTel() *model.Library {
	return &model.Library{
		Name: "taskqotel", Module: taskqOTelPkg, Verified: "v3.2.9", Stub: true, Paths: taskqOTelPaths, Wraps: []string{"taskq"},
		Rows: []model.Row{{
			On: model.Func(taskqOTelPkg, "NewHook"), Role: model.Neutral, Result: model.Result(0),
			Note: "Starts a span named after the task from the context of a message that has been taken out of the queue, where nothing has been put into it: a trace of its own.",
		}},
	}
}
