package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	konsumerPkg    = "github.com/Trendyol/otel-kafka-konsumer"
	ddContrib      = "github.com/DataDog/dd-trace-go/contrib/"
	ddSaramaPkg    = ddContrib + "IBM/sarama/v2"
	ddShopifyPkg   = ddContrib + "Shopify/sarama/v2"
	ddConfluentPkg = ddContrib + "confluentinc/confluent-kafka-go/kafka/v2"
	ddConfluent2   = ddContrib + "confluentinc/confluent-kafka-go/kafka.v2/v2"
)

var (
	konsumerPaths    = []string{konsumerPkg}
	ddSaramaPaths    = []string{ddSaramaPkg}
	ddShopifyPaths   = []string{ddShopifyPkg}
	ddConfluentPaths = []string{ddConfluentPkg, ddConfluent2}
)

// konsumer is Trendyol's instrumentation of kafka-go.
func konsumer() *model.Library {
	method := func(recv, name string) model.Ref { return model.Method(konsumerPkg, recv, name) }
	return &model.Library{
		Name:     "otel-kafka-konsumer",
		Module:   konsumerPkg,
		Verified: "v1.0.0",
		Stub:     true,
		Paths:    konsumerPaths,
		Wraps:    []string{"kafka-go"},
		Rows: []model.Row{
			{On: method("Writer", "WriteMessage"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg"), Reads: model.FromContext, Note: "Headers that hold a trace already come first."},
			{On: method("Writer", "WriteMessages"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msgs"), Twin: "WriteMessage", Note: "Hands the batch to the writer as it is: no span, no headers."},
			{On: method("Reader", "ReadMessage"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0), Note: "The span is written into the headers; the handler extracts from there."},
			{On: method("Reader", "FetchMessage"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "message"), Note: "Fills the message that it is given."},
			{On: method("Reader", "CommitMessages"), Role: model.Settle, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msgs")},
			{On: model.Func(konsumerPkg, "NewWriter"), Role: model.Wrap, Reads: model.FromContext, Client: model.Arg(0, "w"), Result: model.Result(0)},
			{On: model.Func(konsumerPkg, "NewReader"), Role: model.Wrap, Reads: model.FromHeaders, Client: model.Arg(0, "r"), Result: model.Result(0)},
			{On: model.Func(konsumerPkg, "NewMessageCarrier"), Role: model.CarrierOf, Message: model.Arg(0, "message"), Result: model.Result(0)},
		},
	}
}

// ddSarama is Datadog's instrumentation of sarama, which is like OpenTelemetry's.
func ddSarama() *model.Library {
	return &model.Library{Name: "dd-trace-go IBM/sarama", Module: ddSaramaPkg, Verified: "v2.0.0", Stub: true, Paths: ddSaramaPaths, Wraps: []string{"sarama"}, Rows: saramaWrappers(ddSaramaPkg)}
}

// ddShopify is the same for sarama's old path; it wraps no handlers of groups.
func ddShopify() *model.Library {
	lib := &model.Library{Name: "dd-trace-go Shopify/sarama", Module: ddShopifyPkg, Verified: "v2.0.0", Stub: true, Paths: ddShopifyPaths, Wraps: []string{"Shopify/sarama"}}
	for _, row := range saramaWrappers(ddShopifyPkg) {
		if row.On.Name != "WrapConsumerGroupHandler" {
			lib.Rows = append(lib.Rows, row)
		}
	}
	return lib
}

// ddConfluent is Datadog's instrumentation of confluent-kafka-go, v1 and v2.
func ddConfluent() *model.Library {
	lib := &model.Library{Name: "dd-trace-go confluent-kafka-go", Module: ddContrib + "confluentinc/confluent-kafka-go/kafka.v2/v2", Verified: "v2.0.0", Stub: true, Paths: ddConfluentPaths, Wraps: []string{"confluent-kafka-go", "confluent-kafka-go v1"}}
	for _, pkg := range ddConfluentPaths {
		lib.Rows = append(lib.Rows, confluentWrapper(pkg)...)
		lib.Rows = append(lib.Rows,
			model.Row{On: model.Method(pkg, "Consumer", "Events"), Role: model.Receive, Message: model.Got(0)},
			model.Row{On: model.Method(pkg, "Consumer", "Commit"), Role: model.Settle},
			model.Row{On: model.Method(pkg, "Consumer", "CommitMessage"), Role: model.Settle, Message: model.Arg(0, "msg")},
			model.Row{On: model.Func(pkg, "WrapProducer"), Role: model.Wrap, Reads: model.FromHeaders, Client: model.Arg(0, "p"), Result: model.Result(0), Note: kafkaHeadersNote},
			model.Row{On: model.Func(pkg, "NewProducer"), Role: model.Wrap, Reads: model.FromHeaders, Result: model.Result(0), Note: kafkaHeadersNote},
			model.Row{On: model.Func(pkg, "WrapConsumer"), Role: model.Wrap, Reads: model.FromHeaders, Client: model.Arg(0, "c"), Result: model.Result(0)},
			model.Row{On: model.Func(pkg, "NewConsumer"), Role: model.Wrap, Reads: model.FromHeaders, Result: model.Result(0)},
			model.Row{On: model.Func(pkg, "NewMessageCarrier"), Role: model.CarrierOf, Message: model.Arg(0, "msg"), Result: model.Result(0)},
			model.Row{On: model.Method(pkg, "MessageCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
		)
	}
	return lib
}
