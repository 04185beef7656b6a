package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	stompPkg   = "github.com/go-stomp/stomp/v3"
	stompFrame = "github.com/go-stomp/stomp/v3/frame"
)

var stompPaths = []string{stompPkg, stompFrame}

func stomp() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(stompPkg, recv, name) }
	send := func(recv string) model.Row {
		return model.Row{
			On: method(recv, "Send"), Role: model.Publish, Message: model.Arg(2, "body"), Topic: model.Arg(0, "destination"), Options: model.Arg(3, "opts"),
			Note: "SendOpt.Header is the carrier.",
			Adds: model.Headers{
				Variable: "opts",
				Make:     "[]func(*$(" + stompFrame + ".Frame)) error{}",
				Put:      "$msg = append($msg, $(" + stompPkg + ".SendOpt).Header($key, $value))",
				Option:   "$msg...",
			},
		}
	}
	settle := func(recv, name, arg string) model.Row {
		return model.Row{On: method(recv, name), Role: model.Settle, Message: model.Arg(0, arg)}
	}
	set := func(name string) model.Row {
		return model.Row{On: model.Method(stompFrame, "Header", name), Role: model.Stamp, Message: model.Arg(1, "value"), Carrier: model.Recv()}
	}
	return &model.Library{
		Name:     "go-stomp",
		Module:   stompPkg,
		Verified: "v3.1.3",
		Paths:    stompPaths,
		Messages: []model.MessageType{
			{Type: model.Type(stompPkg, "Message"), Carrier: "Header", Body: "Body", Received: true, Headers: model.Headers{
				Variable: "msg",
				Each:     "for i := range $msg.Header.Len() {\n\t$carrier.Set($msg.Header.GetAt(i))\n}",
			}},
		},
		Rows: []model.Row{
			send("Conn"),
			send("Transaction"),
			{On: method("Subscription", "Read"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Conn", "Subscribe"), Role: model.Neutral, Note: "Messages come on the subscription's channel C, or from Read."},
			settle("Conn", "Ack", "m"),
			settle("Conn", "Nack", "m"),
			settle("Transaction", "Ack", "msg"),
			settle("Transaction", "Nack", "msg"),
			set("Set"),
			set("Add"),
		},
	}
}
