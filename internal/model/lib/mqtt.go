package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	mqttPkg     = "github.com/eclipse/paho.mqtt.golang"
	mqtt5Pkg    = "github.com/eclipse/paho.golang/paho"
	mqtt5Auto   = "github.com/eclipse/paho.golang/autopaho"
	mqtt5RPC    = "github.com/eclipse/paho.golang/paho/extensions/rpc"
	autopahoRPC = "github.com/eclipse/paho.golang/autopaho/extensions/rpc"
)

var (
	mqttPaths  = []string{mqttPkg}
	mqtt5Paths = []string{mqtt5Pkg, mqtt5Auto, mqtt5RPC, autopahoRPC}
)

// mqtt is the client of MQTT 3, whose messages are a topic and a payload.
func mqtt() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(mqttPkg, recv, name) }
	handler := func(i int) model.Callback {
		return model.Callback{At: model.Arg(i, "callback"), Message: model.In(1)}
	}
	return &model.Library{
		Name:     "paho.mqtt.golang",
		Module:   mqttPkg,
		Verified: "v1.5.1",
		Paths:    mqttPaths,
		Messages: []model.MessageType{
			{Type: model.Type(mqttPkg, "Message"), Body: "Payload()", Received: true},
		},
		Rows: []model.Row{
			{
				On: method("Client", "Publish"), Role: model.Publish, Subtypes: true, Message: model.Arg(3, "payload"), Topic: model.Arg(0, "topic"), Async: true, Payload: true,
				Note: "MQTT 3 has no headers.",
			},
			{On: method("Client", "Subscribe"), Role: model.Handle, Subtypes: true, Topic: model.Arg(0, "topic"), Callback: handler(2)},
			{On: method("Client", "SubscribeMultiple"), Role: model.Handle, Subtypes: true, Callback: handler(1)},
			{On: method("Client", "AddRoute"), Role: model.Handle, Subtypes: true, Topic: model.Arg(0, "topic"), Callback: handler(1)},
			{On: method("ClientOptions", "SetDefaultPublishHandler"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "defaultHandler"), Message: model.In(1)}},
			{On: model.FuncType(mqttPkg, "MessageHandler"), Role: model.Handle, Callback: model.Callback{Message: model.In(1)}},
			{On: method("Message", "Ack"), Role: model.Settle, Subtypes: true, Message: model.Recv()},
		},
	}
}

// mqtt5 is the client of MQTT 5, whose messages have user properties.
func mqtt5() *model.Library {
	method := func(pkg, recv, name string) model.Ref { return model.Method(pkg, recv, name) }
	topic := func(i int, name string) model.Place { return model.Arg(i, name).At("Topic") }
	headers := model.Headers{
		Variable: "p",
		Make:     "&$(" + mqtt5Pkg + ".PublishProperties){}",
		Each:     "for _, header := range $msg.Properties.User {\n\t$carrier.Set(header.Key, header.Value)\n}",
		Put:      "$msg.Properties.User.Add($key, $value)",
	}
	received := func(pkg, recv string) model.Row {
		return model.Row{On: method(pkg, recv, "AddOnPublishReceived"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "f"), Message: model.In(0)}}
	}
	const unread = "The context bounds the wait; nothing of it reaches the message."
	return &model.Library{
		Name:     "paho.golang",
		Headers:  "user properties",
		Module:   "github.com/eclipse/paho.golang",
		Verified: "v0.23.0",
		Paths:    mqtt5Paths,
		Messages: []model.MessageType{
			{Type: model.Type(mqtt5Pkg, "Publish"), Carrier: "Properties", Body: "Payload", Received: true, Sent: true, Headers: headers},
			{Type: model.Type(mqtt5Pkg, "PublishReceived"), Carrier: "Packet", Received: true},
			{Type: model.Type(mqtt5Auto, "PublishReceived"), Carrier: "PublishReceived", Received: true},
			{Type: model.Type(mqtt5Auto, "QueuePublish"), Carrier: "Publish", Sent: true},
		},
		Rows: []model.Row{
			{On: method(mqtt5Pkg, "Client", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "p"), Topic: topic(1, "p"), Note: unread},
			{On: method(mqtt5Pkg, "Client", "PublishWithOptions"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "p"), Topic: topic(1, "p"), Note: unread},
			{On: method(mqtt5Auto, "ConnectionManager", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "p"), Topic: topic(1, "p"), Note: unread},
			{On: method(mqtt5Auto, "ConnectionManager", "PublishViaQueue"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "p"), Async: true, Note: unread},
			{On: method(mqtt5RPC, "Handler", "Request"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "pb"), Topic: topic(1, "pb"), Note: unread},
			{On: method(autopahoRPC, "Handler", "Request"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "pb"), Topic: topic(1, "pb"), Note: unread},

			received(mqtt5Pkg, "Client"),
			received(mqtt5Auto, "ConnectionManager"),
			{On: method(mqtt5Pkg, "Router", "RegisterHandler"), Role: model.Handle, Topic: model.Arg(0, ""), Callback: model.Callback{At: model.Arg(1, ""), Message: model.In(0)}},
			{On: method(mqtt5Pkg, "StandardRouter", "RegisterHandler"), Role: model.Handle, Topic: model.Arg(0, "topic"), Callback: model.Callback{At: model.Arg(1, "h"), Message: model.In(0)}},
			{On: method(mqtt5Pkg, "StandardRouter", "DefaultHandler"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0)}},
			{On: model.Func(mqtt5Pkg, "NewSingleHandlerRouter"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0)}},
			{On: model.Func(mqtt5Pkg, "NewStandardRouterWithDefault"), Role: model.Handle, Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0)}},
			{On: model.FuncType(mqtt5Pkg, "MessageHandler"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},

			{On: method(mqtt5Pkg, "UserProperties", "Add"), Role: model.Stamp, Message: model.Arg(1, "value"), Carrier: model.Recv()},
			{On: method(mqtt5Pkg, "Client", "Ack"), Role: model.Settle, Message: model.Arg(0, "pb")},
			{On: method(mqtt5Pkg, "Client", "Connect"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Note: "The context of the connection."},
			{On: method(mqtt5Pkg, "Client", "Subscribe"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Note: "Messages go to the handlers that were registered."},
			{On: model.Func(mqtt5Auto, "NewConnection"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Note: "The context of the connection."},
		},
	}
}
