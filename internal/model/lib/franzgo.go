package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	kgoPkg   = "github.com/twmb/franz-go/pkg/kgo"
	kotelPkg = "github.com/twmb/franz-go/plugin/kotel"
)

var franzGoPaths = []string{kgoPkg, kotelPkg}

func franzGo() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(kgoPkg, recv, name) }
	const async = "Hooks see the record before the call returns; the send itself may outlive the context given."
	headers := model.ListOf("record", "Headers", model.Type(kgoPkg, "RecordHeader"))
	headers.Adapter = model.Func(kotelPkg, "NewRecordCarrier")
	lib := &model.Library{
		Name:     "franz-go",
		Module:   "github.com/twmb/franz-go",
		Verified: "v1.22.2",
		Paths:    franzGoPaths,
		Messages: []model.MessageType{
			{Type: model.Type(kgoPkg, "Record"), Carrier: "Headers", Body: "Value", Context: "Context", Received: true, Sent: true, Headers: headers},
		},
		Rows: []model.Row{
			// Construction: a client propagates if a hook among its options does.
			{On: model.Func(kgoPkg, "NewClient"), Role: model.Construct, Options: model.Arg(0, "opts"), Result: model.Result(0)},
			{On: model.Func(kgoPkg, "NewGroupTransactSession"), Role: model.Construct, Options: model.Arg(0, "opts"), Result: model.Result(0)},
			{
				On: model.Func(kgoPkg, "WithHooks"), Role: model.Construct, Options: model.Arg(0, "hooks"), Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(0, "hooks"), Method: "OnProduceRecordBuffered", Message: model.In(0)},
			},
			{
				On: model.Func(kgoPkg, "WithContext"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0),
				Note: "The client's own lifetime; records never inherit it.",
			},
			{On: model.Func(kgoPkg, "PreCommitFnContext"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(kgoPkg, "PreTxnCommitFnContext"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{
				On: model.Func(kotelPkg, "NewTracer"), Role: model.Wrap, Reads: model.FromRecordContext, Result: model.Result(0),
				Note: "Injects with the process-wide propagator unless TracerPropagator gives it another.",
			},
			{On: model.Func(kotelPkg, "TracerPropagator"), Role: model.Propagator, Options: model.Arg(0, "propagator"), Result: model.Result(0)},
			{On: model.Func(kotelPkg, "WithTracer"), Role: model.Wrap, Reads: model.FromRecordContext, Options: model.Arg(0, "t"), Result: model.Result(0)},
			{
				On: model.Func(kotelPkg, "NewKotel"), Role: model.Wrap, Reads: model.FromRecordContext, Options: model.Arg(0, "opts"), Result: model.Result(0),
				Note: "With a meter only, it propagates nothing.",
			},
			{On: model.Method(kotelPkg, "Kotel", "Hooks"), Role: model.Wrap, Reads: model.FromRecordContext, Options: model.Recv(), Result: model.Result(0)},
			{
				On: model.Method(kotelPkg, "Tracer", "WithProcessSpan"), Role: model.Extract, Carrier: model.Arg(0, "r"), Result: model.Result(0),
				Note: "Starts the process span too, from the record's context; without kotel's hooks that context is nil and the span a root.",
			},
			{On: model.Func(kotelPkg, "NewRecordCarrier"), Role: model.CarrierOf, Message: model.Arg(0, "record"), Result: model.Result(0)},
			{On: model.Method(kotelPkg, "RecordCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},

			{On: method("Client", "PollFetches"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("Client", "PollRecords"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("GroupTransactSession", "PollFetches"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: method("GroupTransactSession", "PollRecords"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},

			{On: method("Fetches", "Records"), Role: model.Element, Message: model.Result(0)},
			{On: method("Fetches", "RecordsAll"), Role: model.Element, Message: model.Result(0)},
			{On: method("Fetches", "RecordIter"), Role: model.Element, Message: model.Result(0)},
			{On: method("FetchesRecordIter", "Next"), Role: model.Element, Message: model.Result(0)},
			{On: method("FetchTopic", "Records"), Role: model.Element, Message: model.Result(0)},

			{On: method("Client", "CommitRecords"), Role: model.Settle, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "rs")},
			{On: method("Client", "MarkCommitRecords"), Role: model.Settle, Message: model.Arg(0, "rs")},
			{On: method("Client", "CommitMarkedOffsets"), Role: model.Settle, Ctx: model.Arg(0, "ctx")},
			{On: method("Client", "CommitUncommittedOffsets"), Role: model.Settle, Ctx: model.Arg(0, "ctx")},
			{On: method("Client", "CommitOffsets"), Role: model.Settle, Ctx: model.Arg(0, "ctx")},
			{On: method("Client", "CommitOffsetsSync"), Role: model.Settle, Ctx: model.Arg(0, "ctx")},
			{On: method("Client", "MarkAcks"), Role: model.Settle, Message: model.Arg(1, "rs")},
			{On: method("Client", "FlushAcks"), Role: model.Settle, Ctx: model.Arg(0, "ctx")},
			{On: method("GroupTransactSession", "End"), Role: model.Settle, Ctx: model.Arg(0, "ctx")},
			{On: method("Record", "Ack"), Role: model.Settle, Message: model.Recv()},

			{On: model.Func(kgoPkg, "StringRecord"), Role: model.Neutral, Result: model.Result(0)},
			{On: model.Func(kgoPkg, "SliceRecord"), Role: model.Neutral, Result: model.Result(0)},
			{On: model.Func(kgoPkg, "KeyStringRecord"), Role: model.Neutral, Result: model.Result(0)},
			{On: model.Func(kgoPkg, "KeySliceRecord"), Role: model.Neutral, Result: model.Result(0)},
			{On: method("ProduceResults", "First"), Role: model.Neutral, Message: model.Result(0), Note: "The record that was sent, not one received."},
		},
	}
	for _, recv := range []string{"Client", "GroupTransactSession"} {
		for _, name := range []string{"Produce", "TryProduce"} {
			lib.Rows = append(lib.Rows, model.Row{
				On: method(recv, name), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "r"), Topic: model.Arg(1, "r").At("Topic"),
				MayRead: model.FromRecordContext, Async: true, Note: async,
			})
		}
		lib.Rows = append(lib.Rows, model.Row{
			On: method(recv, "ProduceSync"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "rs"), Topic: model.Arg(1, "rs").At("[].Topic"),
			MayRead: model.FromRecordContext,
		})
	}
	for _, each := range [][2]string{
		{"Fetches", "EachRecord"}, {"Fetches", "EachPartition"}, {"Fetches", "EachTopic"},
		{"FetchTopic", "EachRecord"}, {"FetchTopic", "EachPartition"},
		{"FetchPartition", "EachRecord"}, {"FetchTopicPartition", "EachRecord"},
	} {
		lib.Rows = append(lib.Rows, model.Row{
			On: method(each[0], each[1]), Role: model.Element, Callback: model.Callback{At: model.Arg(0, "fn"), Message: model.In(0)},
		})
	}
	return lib
}
