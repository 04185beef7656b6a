package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	kafkaGoPkg      = "github.com/segmentio/kafka-go"
	kafkaGoProtocol = "github.com/segmentio/kafka-go/protocol"
)

var kafkaGoPaths = []string{kafkaGoPkg, kafkaGoProtocol}

func kafkaGo() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(kafkaGoPkg, recv, name) }
	record := model.ListOf("record", "Headers", model.Type(kafkaGoProtocol, "Header"))
	record.Put = "" // they are sent by way of readers
	return &model.Library{
		Name:     "kafka-go",
		Module:   kafkaGoPkg,
		Verified: "v0.4.51",
		Paths:    kafkaGoPaths,
		Messages: []model.MessageType{
			{Type: model.Type(kafkaGoPkg, "Message"), Carrier: "Headers", Body: "Value", Received: true, Sent: true, Headers: model.ListOf("msg", "Headers", model.Type(kafkaGoPkg, "Header"))},
			{Type: model.Type(kafkaGoProtocol, "Record"), Carrier: "Headers", Body: "Value", Received: true, Sent: true, Headers: record},
		},
		Rows: []model.Row{
			{
				On: method("Writer", "WriteMessages"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msgs"), Topic: model.Recv().At("Topic"),
				Note: "The topic is the writer's or the message's, never both.",
			},
			{On: method("Conn", "WriteMessages"), Role: model.Publish, Message: model.Arg(0, "msgs"), Twin: "Writer.WriteMessages"},
			{On: method("Conn", "WriteCompressedMessages"), Role: model.Publish, Message: model.Arg(1, "msgs"), Twin: "Writer.WriteMessages"},
			{On: method("Conn", "WriteCompressedMessagesAt"), Role: model.Publish, Message: model.Arg(1, "msgs"), Twin: "Writer.WriteMessages"},
			{On: method("Client", "Produce"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "req").At("Records"), Topic: model.Arg(1, "req").At("Topic")},
			{
				On: method("Client", "RawProduce"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "req").At("RawRecords.Reader"), Topic: model.Arg(1, "req").At("Topic"),
				Note: "The records are encoded already, headers and all.",
			},

			{On: method("Reader", "ReadMessage"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("Reader", "FetchMessage"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("Conn", "ReadMessage"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Batch", "ReadMessage"), Role: model.Receive, Message: model.Result(0)},
			{On: method("Client", "Fetch"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0).At("Records"), Topic: model.Arg(1, "req").At("Topic")},
			{On: model.Method(kafkaGoProtocol, "RecordReader", "ReadRecord"), Role: model.Element, Message: model.Result(0)},

			{On: method("Reader", "CommitMessages"), Role: model.Settle, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msgs")},
			{On: model.Func(kafkaGoPkg, "NewRecordReader"), Role: model.Neutral, Message: model.Arg(0, "records"), Result: model.Result(0)},
			{On: model.Func(kafkaGoProtocol, "NewRecordReader"), Role: model.Neutral, Message: model.Arg(0, "records"), Result: model.Result(0)},
			{
				On: method("Generation", "Start"), Role: model.Neutral, Callback: model.Callback{At: model.Arg(0, "fn"), Ctx: model.In(0)},
				Note: "Runs fn for as long as the generation lives; no event comes with it.",
			},
		},
	}
}
