package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	natsPkg      = "github.com/nats-io/nats.go"
	natsMicroPkg = "github.com/nats-io/nats.go/micro"
)

var natsPaths = []string{natsPkg, natsMicroPkg}

// natsHeaders are the headers of a message in the field or method.
func natsHeaders(field string) model.Headers {
	return model.Headers{Variable: "msg", Carrier: "$(" + otelPropagation + ".HeaderCarrier)($msg." + field + ")", Make: "$(" + natsPkg + ".Header){}"}
}

// natsCore is core NATS, the legacy JetStreamContext and the micro package.
func natsCore() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(natsPkg, recv, name) }
	micro := func(recv, name string) model.Ref { return model.Method(natsMicroPkg, recv, name) }
	subject := model.Arg(0, "subj")
	handler := func(i int) model.Callback {
		return model.Callback{At: model.Arg(i, "cb"), Message: model.In(0)}
	}
	const (
		encoded   = "The encoder has no access to headers, and the callback takes one to three parameters, the event last."
		longLived = "The context is given once, when the service is set up, and handed to every call: it is not the request's."
	)
	return &model.Library{
		Name:     "nats.go",
		Module:   natsPkg,
		Verified: "v1.55.0",
		Paths:    natsPaths,
		Messages: []model.MessageType{
			{Type: model.Type(natsPkg, "Msg"), Carrier: "Header", Body: "Data", Received: true, Sent: true, Headers: natsHeaders("Header")},
			{Type: model.Type(natsMicroPkg, "Request"), Carrier: "Headers()", Body: "Data()", Received: true, Headers: natsHeaders("Headers()")},
		},
		Rows: []model.Row{
			// Core.
			{On: method("Conn", "Publish"), Role: model.Publish, Message: model.Arg(1, "data"), Topic: subject, Payload: true, Twin: "PublishMsg", Fields: "Subject Data"},
			{On: method("Conn", "PublishMsg"), Role: model.Publish, Message: model.Arg(0, "m"), Topic: model.Arg(0, "m").At("Subject")},
			{On: method("Conn", "PublishRequest"), Role: model.Publish, Message: model.Arg(2, "data"), Topic: subject, Payload: true, Twin: "PublishMsg", Fields: "Subject Reply Data"},
			{On: method("Conn", "Request"), Role: model.Publish, Message: model.Arg(1, "data"), Topic: subject, Payload: true, Twin: "RequestMsg", Fields: "Subject Data"},
			{On: method("Conn", "RequestWithContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(2, "data"), Topic: model.Arg(1, "subj"), Payload: true, Twin: "RequestMsgWithContext", Fields: "Subject Data"},
			{On: method("Conn", "RequestMsg"), Role: model.Publish, Message: model.Arg(0, "msg"), Topic: model.Arg(0, "msg").At("Subject"), Twin: "RequestMsgWithContext"},
			{On: method("Conn", "RequestMsgWithContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg"), Topic: model.Arg(1, "msg").At("Subject")},
			{On: method("Msg", "Respond"), Role: model.Publish, Message: model.Arg(0, "data"), Reply: true, Payload: true, Twin: "RespondMsg"},
			{On: method("Msg", "RespondMsg"), Role: model.Publish, Message: model.Arg(0, "msg"), Reply: true},

			{On: method("Conn", "Subscribe"), Role: model.Handle, Topic: subject, Callback: handler(1)},
			{On: method("Conn", "QueueSubscribe"), Role: model.Handle, Topic: subject, Callback: handler(2)},
			{On: model.FuncType(natsPkg, "MsgHandler"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},
			{On: method("Conn", "ChanSubscribe"), Role: model.Receive, Topic: subject, Message: model.OnChan(1, "ch")},
			{On: method("Conn", "ChanQueueSubscribe"), Role: model.Receive, Topic: subject, Message: model.OnChan(2, "ch")},
			{On: method("Conn", "QueueSubscribeSyncWithChan"), Role: model.Receive, Topic: subject, Message: model.OnChan(2, "ch")},
			{On: method("Subscription", "NextMsg"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Subscription", "NextMsgWithContext"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("Subscription", "Fetch"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Subscription", "FetchBatch"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Subscription", "Msgs"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Subscription", "MsgsTimeout"), Role: model.Receive, Message: model.Result(0)},
			{On: method("MessageBatch", "Messages"), Role: model.Element, Message: model.Got(0)},

			{On: method("Msg", "Ack"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "AckSync"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "Nak"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "NakWithDelay"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "Term"), Role: model.Settle, Message: model.Recv()},
			{On: method("Msg", "InProgress"), Role: model.Settle, Message: model.Recv()},

			{On: method("Header", "Set"), Role: model.Stamp, Message: model.Arg(1, "value"), Carrier: model.Recv()},
			{On: method("Header", "Add"), Role: model.Stamp, Message: model.Arg(1, "value"), Carrier: model.Recv()},
			{On: model.Func(natsPkg, "NewMsg"), Role: model.Neutral, Result: model.Result(0)},
			{
				On: model.Func(natsPkg, "Context"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0),
				Note: "Bounds the wait; nothing of it reaches the message.",
			},

			// EncodedConn, deprecated.
			{On: method("EncodedConn", "Publish"), Role: model.Publish, Message: model.Arg(1, "v"), Topic: model.Arg(0, "subject"), Payload: true, Twin: "Conn.PublishMsg", Note: encoded},
			{On: method("EncodedConn", "PublishRequest"), Role: model.Publish, Message: model.Arg(2, "v"), Topic: model.Arg(0, "subject"), Payload: true, Twin: "Conn.PublishMsg", Note: encoded},
			{On: method("EncodedConn", "Request"), Role: model.Publish, Message: model.Arg(1, "v"), Topic: model.Arg(0, "subject"), Payload: true, Twin: "Conn.RequestMsgWithContext", Note: encoded},
			{On: method("EncodedConn", "RequestWithContext"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(2, "v"), Topic: model.Arg(1, "subject"), Payload: true, Twin: "Conn.RequestMsgWithContext", Note: encoded},
			{On: method("EncodedConn", "Subscribe"), Role: model.Handle, Topic: model.Arg(0, "subject"), Callback: model.Callback{At: model.Arg(1, "cb")}, Note: encoded},
			{On: method("EncodedConn", "QueueSubscribe"), Role: model.Handle, Topic: model.Arg(0, "subject"), Callback: model.Callback{At: model.Arg(2, "cb")}, Note: encoded},

			// Legacy JetStream; calls on JetStreamContext resolve to JetStream.
			{On: method("JetStream", "Publish"), Role: model.Publish, Message: model.Arg(1, "data"), Topic: subject, Payload: true, Twin: "PublishMsg", Fields: "Subject Data"},
			{On: method("JetStream", "PublishMsg"), Role: model.Publish, Message: model.Arg(0, "m"), Topic: model.Arg(0, "m").At("Subject")},
			{On: method("JetStream", "PublishAsync"), Role: model.Publish, Message: model.Arg(1, "data"), Topic: subject, Async: true, Payload: true, Twin: "PublishMsgAsync", Fields: "Subject Data"},
			{On: method("JetStream", "PublishMsgAsync"), Role: model.Publish, Message: model.Arg(0, "m"), Topic: model.Arg(0, "m").At("Subject"), Async: true},
			{On: method("JetStream", "Subscribe"), Role: model.Handle, Topic: subject, Callback: handler(1)},
			{On: method("JetStream", "QueueSubscribe"), Role: model.Handle, Topic: subject, Callback: handler(2)},
			{On: method("JetStream", "ChanSubscribe"), Role: model.Receive, Topic: subject, Message: model.OnChan(1, "ch")},
			{On: method("JetStream", "ChanQueueSubscribe"), Role: model.Receive, Topic: subject, Message: model.OnChan(2, "ch")},

			// Micro services.
			{On: model.Func(natsMicroPkg, "AddService"), Role: model.Handle, Callback: model.Callback{At: model.Arg(1, "config").At("Endpoint.Handler"), Method: "Handle", Message: model.In(0)}, Topic: model.Arg(1, "config").At("Endpoint.Subject")},
			{On: micro("Service", "AddEndpoint"), Role: model.Handle, Callback: model.Callback{At: model.Arg(1, ""), Method: "Handle", Message: model.In(0)}, Topic: model.Arg(0, "")},
			{On: micro("Group", "AddEndpoint"), Role: model.Handle, Callback: model.Callback{At: model.Arg(1, ""), Method: "Handle", Message: model.In(0)}, Topic: model.Arg(0, "")},
			{On: micro("Handler", "Handle"), Role: model.Handle, Subtypes: true, Callback: model.Callback{Message: model.In(0)}},
			{On: model.FuncType(natsMicroPkg, "HandlerFunc"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},
			{
				On: model.Func(natsMicroPkg, "ContextHandler"), Role: model.Handle, Ctx: model.Arg(0, "ctx"), Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(1, "handler"), Ctx: model.In(0), Message: model.In(1)}, Note: longLived,
			},
			{On: micro("Request", "Respond"), Role: model.Publish, Message: model.Arg(0, ""), Options: model.Arg(1, ""), Reply: true, Note: "WithHeaders is the carrier."},
			{On: micro("Request", "RespondJSON"), Role: model.Publish, Message: model.Arg(0, ""), Options: model.Arg(1, ""), Reply: true, Note: "WithHeaders is the carrier."},
			{On: micro("Request", "Error"), Role: model.Publish, Message: model.Arg(2, "data"), Options: model.Arg(3, "opts"), Reply: true, Note: "WithHeaders is the carrier."},
		},
	}
}
