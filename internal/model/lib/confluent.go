package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	confluentPkg     = "github.com/confluentinc/confluent-kafka-go/kafka"
	confluent2Pkg    = "github.com/confluentinc/confluent-kafka-go/v2/kafka"
	otelConfluentPkg = "github.com/etf1/opentelemetry-go-contrib/instrumentation/github.com/confluentinc/confluent-kafka-go/otelconfluent"
)

var (
	confluentPaths  = []string{confluentPkg}
	confluent2Paths = []string{confluent2Pkg, otelConfluentPkg}
)

func confluent() *model.Library {
	return &model.Library{
		Name:     "confluent-kafka-go v1",
		Module:   "github.com/confluentinc/confluent-kafka-go",
		Verified: "v1.9.2",
		Paths:    confluentPaths,
		Messages: confluentMessages(confluentPkg, model.Ref{}),
		Rows:     confluentRows(confluentPkg),
	}
}

func confluent2() *model.Library {
	rows := confluentRows(confluent2Pkg)
	rows = append(rows, confluentWrapper(otelConfluentPkg)...)
	handler := model.Callback{At: model.Arg(1, "handler"), Message: model.In(1)}
	rows = append(rows,
		model.Row{On: model.Func(otelConfluentPkg, "NewProducerWithTracing"), Role: model.Wrap, Reads: model.FromHeaders, Client: model.Arg(0, "producer"), Result: model.Result(0), Note: kafkaHeadersNote},
		model.Row{On: model.Func(otelConfluentPkg, "NewConsumerWithTracing"), Role: model.Wrap, Reads: model.FromHeaders, Client: model.Arg(0, "consumer"), Result: model.Result(0)},
		model.Row{On: model.Method(otelConfluentPkg, "Consumer", "ReadMessageWithHandler"), Role: model.Handle, Callback: handler},
		model.Row{On: model.Method(otelConfluentPkg, "Consumer", "PollWithHandler"), Role: model.Handle, Callback: handler},
		model.Row{On: model.FuncType(otelConfluentPkg, "ConsumeFunc"), Role: model.Handle, Callback: model.Callback{Message: model.In(1)}},
		model.Row{On: model.Func(otelConfluentPkg, "NewMessageCarrier"), Role: model.CarrierOf, Message: model.Arg(0, "msg"), Result: model.Result(0)},
		model.Row{On: model.Method(otelConfluentPkg, "MessageCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "value"), Carrier: model.Recv()},
	)
	return &model.Library{
		Name:     "confluent-kafka-go",
		Module:   "github.com/confluentinc/confluent-kafka-go/v2",
		Verified: "v2.11.1",
		Paths:    confluent2Paths,
		Messages: confluentMessages(confluent2Pkg, model.Func(otelConfluentPkg, "NewMessageCarrier")),
		Rows:     rows,
	}
}

func confluentMessages(pkg string, adapter model.Ref) []model.MessageType {
	headers := model.ListOf("msg", "Headers", model.Type(pkg, "Header"))
	headers.Adapter = adapter
	return []model.MessageType{
		{Type: model.Type(pkg, "Message"), Carrier: "Headers", Body: "Value", Received: true, Sent: true, Headers: headers},
	}
}

func confluentRows(pkg string) []model.Row {
	method := func(recv, name string) model.Ref { return model.Method(pkg, recv, name) }
	const reports = "What became of the program's own messages, which come back as Message too, without headers."
	return append(confluentClients(pkg),
		model.Row{On: method("Producer", "Events"), Role: model.Neutral, Note: reports},
		model.Row{On: method("Consumer", "CommitMessage"), Role: model.Settle, Message: model.Arg(0, "m")},
		model.Row{On: method("Consumer", "StoreMessage"), Role: model.Settle, Message: model.Arg(0, "m")},
		model.Row{On: method("Consumer", "Commit"), Role: model.Settle},
		model.Row{On: method("Consumer", "CommitOffsets"), Role: model.Settle},
		model.Row{On: method("Consumer", "StoreOffsets"), Role: model.Settle},
		model.Row{On: method("Producer", "SendOffsetsToTransaction"), Role: model.Settle, Ctx: model.Arg(0, "ctx")},
	)
}

// confluentClients are the methods of Producer and Consumer that wrappers of
// the package have as well.
func confluentClients(pkg string) []model.Row {
	method := func(recv, name string) model.Ref { return model.Method(pkg, recv, name) }
	const noContext = "Nothing of the producer takes a context for the event: the headers are all there is."
	return []model.Row{
		{On: method("Producer", "Produce"), Role: model.Publish, Message: model.Arg(0, "msg"), Async: true, Note: noContext},
		{On: method("Producer", "ProduceChannel"), Role: model.Publish, Message: model.Sent(0), Async: true, Note: "What is sent on the channel is published. " + noContext},
		{On: method("Consumer", "ReadMessage"), Role: model.Receive, Message: model.Result(0)},
		{On: method("Consumer", "Poll"), Role: model.Receive, Message: model.Result(0), Note: "An event is a message, an error or news of the group: programs switch on its type."},
		{On: method("Consumer", "Events"), Role: model.Receive, Message: model.Got(0), Note: "The same events on a channel."},
	}
}

const kafkaHeadersNote = "Takes its parent from the message's headers: unless the caller's context was injected there before, its span is a root, and the headers name that."

// confluentWrapper are the methods of a package whose Producer and Consumer
// embed those of the client.
func confluentWrapper(pkg string) []model.Row {
	rows := confluentClients(pkg)[:4]
	for i := range rows[:2] {
		rows[i].Note = kafkaHeadersNote
	}
	return append(rows, model.Row{On: model.Method(pkg, "Producer", "Events"), Role: model.Neutral})
}
