package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	redisV9Pkg   = "github.com/redis/go-redis/v9"
	redisV8Pkg   = "github.com/go-redis/redis/v8"
	redisV7Pkg   = "github.com/go-redis/redis/v7"
	redisOTelPkg = "github.com/redis/go-redis/extra/redisotel/v9"
)

var (
	redisV9Paths   = []string{redisV9Pkg}
	redisV8Paths   = []string{redisV8Pkg}
	redisV7Paths   = []string{redisV7Pkg}
	redisOTelPaths = []string{redisOTelPkg}
)

func redisV9() *model.Library {
	return goRedis(goRedisVersion{
		name: "go-redis", pkg: redisV9Pkg, verified: "v9.23.0", ctx: 1, streams: "StreamCmdable", channels: "PubSubCmdable",
		subscribers: []string{"Client", "ClusterClient", "Ring", "AutoPipeliner", "SentinelClient", "UniversalClient"}, sharded: true, claims: "DeliveredCount",
	})
}

// redisOTel is the instrumentation of go-redis that comes with it.
func redisOTel() *model.Library {
	return &model.Library{
		Name:     "redisotel",
		Module:   redisOTelPkg,
		Verified: "v9.23.0",
		Paths:    redisOTelPaths,
		Wraps:    []string{"go-redis"},
		Rows: []model.Row{{
			On: model.Func(redisOTelPkg, "InstrumentTracing"), Role: model.Neutral,
			Note: "Gives each command a client span; nothing of it is written into what the command sends.",
		}},
	}
}

func redisV8() *model.Library {
	return goRedis(goRedisVersion{
		name: "go-redis v8", pkg: redisV8Pkg, verified: "v8.11.5", ctx: 1, streams: "Cmdable", channels: "Cmdable",
		subscribers: []string{"Client", "ClusterClient", "Ring", "SentinelClient", "UniversalClient"},
	})
}

func redisV7() *model.Library {
	return goRedis(goRedisVersion{
		name: "go-redis v7", pkg: redisV7Pkg, verified: "v7.4.1", streams: "Cmdable", channels: "Cmdable",
		subscribers: []string{"Client", "ClusterClient", "Ring", "SentinelClient", "UniversalClient"},
	})
}

// goRedisVersion is what differs between the client's versions.
type goRedisVersion struct {
	name, pkg, verified string
	ctx                 int    // 1 if commands take a context first
	streams, channels   string // the interfaces that have the commands
	subscribers         []string
	sharded             bool
	claims              string // of an entry, the field with the number of its deliveries
}

// goRedis has the commands of streams and of channels. Lists are queues by
// convention only: nothing of LPush and its like is modelled.
func goRedis(v goRedisVersion) *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(v.pkg, recv, name) }
	row := func(r model.Row) model.Row {
		if v.ctx > 0 && !(r.Role == model.Element) {
			r.Ctx = model.Arg(0, "ctx")
		}
		return r
	}
	const (
		entry    = "An entry has no headers: what ties it to its cause is one of its values."
		channels = "A message of a channel is its payload and nothing else."
	)
	values := model.Headers{Variable: "values", Pairs: true}
	if v.pkg == redisV7Pkg {
		values = model.TableOf("args", "Values", "map[string]any{}")
	}
	lib := &model.Library{
		Name:     v.name,
		Headers:  "values",
		Module:   v.pkg,
		Verified: v.verified,
		Paths:    []string{v.pkg},
		Works:    true,
		Messages: []model.MessageType{
			{Type: model.Type(v.pkg, "XAddArgs"), Carrier: "Values", Body: "Values", Sent: true, Headers: values},
			{
				Type: model.Type(v.pkg, "XMessage"), Carrier: "Values", Body: "Values", Received: true, Deliveries: v.claims,
				Headers: model.Headers{
					Variable: "entry",
					Each:     "for name, header := range $msg.Values {\n\tif text, ok := header.(string); ok {\n\t\t$carrier.Set(name, text)\n\t}\n}",
				},
			},
			{Type: model.Type(v.pkg, "XStream"), Elements: "Messages", Received: true},
			{Type: model.Type(v.pkg, "Message"), Body: "Payload", Received: true},
		},
	}
	add := func(rows ...model.Row) { lib.Rows = append(lib.Rows, rows...) }

	for _, recv := range []string{"cmdable", v.streams} {
		add(
			row(model.Row{On: method(recv, "XAdd"), Role: model.Publish, Message: model.Arg(v.ctx, "a"), Topic: model.Arg(v.ctx, "a").At("Stream"), Note: entry}),
			row(model.Row{On: method(recv, "XRead"), Role: model.Receive, Message: model.Result(0)}),
			row(model.Row{On: method(recv, "XReadStreams"), Role: model.Receive, Message: model.Result(0)}),
			row(model.Row{On: method(recv, "XReadGroup"), Role: model.Receive, Message: model.Result(0)}),
			row(model.Row{On: method(recv, "XClaim"), Role: model.Receive, Message: model.Result(0)}),
			row(model.Row{On: method(recv, "XAck"), Role: model.Settle}),
		)
		if v.pkg != redisV7Pkg {
			add(row(model.Row{On: method(recv, "XAutoClaim"), Role: model.Receive, Message: model.Result(0)}))
		}
		if v.pkg == redisV9Pkg {
			add(row(model.Row{On: method(recv, "XAckDel"), Role: model.Settle}))
		}
	}
	for _, cmd := range []string{"XStreamSliceCmd", "XMessageSliceCmd", "XAutoClaimCmd"} {
		if cmd == "XAutoClaimCmd" && v.pkg == redisV7Pkg {
			continue
		}
		add(
			model.Row{On: method(cmd, "Result"), Role: model.Element, Message: model.Result(0)},
			model.Row{On: method(cmd, "Val"), Role: model.Element, Message: model.Result(0)},
		)
	}

	publishers := []string{"cmdable", v.channels}
	if v.sharded {
		publishers = append(publishers, "Ring")
	}
	for _, recv := range publishers {
		add(row(model.Row{On: method(recv, "Publish"), Role: model.Publish, Message: model.Arg(v.ctx+1, "message"), Topic: model.Arg(v.ctx, "channel"), Payload: true, Note: channels}))
		if v.sharded && recv != "Ring" {
			add(row(model.Row{On: method(recv, "SPublish"), Role: model.Publish, Message: model.Arg(v.ctx+1, "message"), Topic: model.Arg(v.ctx, "channel"), Payload: true, Note: channels}))
		}
	}
	add(
		model.Row{On: method("PubSub", "Channel"), Role: model.Receive, Message: model.Got(0), Note: channels},
		model.Row{On: method("PubSub", "ChannelSize"), Role: model.Receive, Message: model.Got(0), Note: channels},
		row(model.Row{On: method("PubSub", "ReceiveMessage"), Role: model.Receive, Message: model.Result(0), Note: channels}),
	)
	return lib
}
