package lib

import (
	"strings"

	"github.com/tracelint/tracelint/internal/model"
)

const (
	konsumerPkg    = "github.com/Trendyol/otel-kafka-konsumer"
	ddContrib      = "github.com/DataDog/dd-trace-go/contrib/"
	ddContribV1    = "gopkg.in/DataDog/dd-trace-go.v1/contrib/"
	ddKafkaGoPkg   = ddContrib + "segmentio/kafka-go/v2"
	ddKafkaGoV1    = ddContribV1 + "segmentio/kafka.go.v0"
	ddFranzGoPkg   = ddContrib + "twmb/franz-go/v2"
	ddSaramaPkg    = ddContrib + "IBM/sarama/v2"
	ddSaramaV1     = ddContribV1 + "IBM/sarama.v1"
	ddShopifyPkg   = ddContrib + "Shopify/sarama/v2"
	ddShopifyV1    = ddContribV1 + "Shopify/sarama"
	ddConfluentPkg = ddContrib + "confluentinc/confluent-kafka-go/kafka/v2"
	ddConfluent2   = ddContrib + "confluentinc/confluent-kafka-go/kafka.v2/v2"
	ddConfluentV1  = ddContribV1 + "confluentinc/confluent-kafka-go/kafka"
	ddConfluent2V1 = ddContribV1 + "confluentinc/confluent-kafka-go/kafka.v2"

	// ddShims is the version of dd-trace-go from which on the types of its first
	// version are names for those of the second.
	ddShims = "v1.74.0"
)

var (
	konsumerPaths    = []string{konsumerPkg}
	ddKafkaGoPaths   = []string{ddKafkaGoPkg, ddKafkaGoV1}
	ddFranzGoPaths   = []string{ddFranzGoPkg}
	ddSaramaPaths    = []string{ddSaramaPkg, ddSaramaV1}
	ddShopifyPaths   = []string{ddShopifyPkg, ddShopifyV1}
	ddConfluentPaths = []string{ddConfluentPkg, ddConfluent2, ddConfluentV1, ddConfluent2V1}
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

// ddKafkaGo is Datadog's instrumentation of kafka-go, in both versions.
func ddKafkaGo() *model.Library {
	return &model.Library{
		Name:     "dd-trace-go kafka-go",
		Module:   ddKafkaGoPkg,
		Verified: "snapshot of 2026-08-21",
		Stub:     true,
		Paths:    ddKafkaGoPaths,
		Wraps:    []string{"kafka-go"},
		Rows:     append(ddKafkaGoRows(ddKafkaGoPkg, "KafkaWriter"), shimmed(ddKafkaGoRows(ddKafkaGoV1, "Writer"))...),
	}
}

func ddKafkaGoRows(pkg, writer string) []model.Row {
	const received = "Its span is written into the headers and ends with the next read; the handler extracts from there."
	return []model.Row{
		{
			On: model.Method(pkg, writer, "WriteMessages"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msgs"), Reads: model.FromContext,
			Note: "A span for each message, which is written over what the headers held before.",
		},
		{On: model.Method(pkg, "Reader", "ReadMessage"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0), Note: received},
		{On: model.Method(pkg, "Reader", "FetchMessage"), Role: model.Receive, Ctx: model.Arg(0, "ctx"), Message: model.Result(0), Note: received},
		{On: model.Func(pkg, "WrapWriter"), Role: model.Wrap, Reads: model.FromContext, Client: model.Arg(0, "w"), Result: model.Result(0)},
		{On: model.Func(pkg, "NewWriter"), Role: model.Wrap, Reads: model.FromContext, Result: model.Result(0)},
		{On: model.Func(pkg, "WrapReader"), Role: model.Wrap, Reads: model.FromHeaders, Client: model.Arg(0, "c"), Result: model.Result(0)},
		{On: model.Func(pkg, "NewReader"), Role: model.Wrap, Reads: model.FromHeaders, Result: model.Result(0)},
		{On: model.Func(pkg, "ExtractSpanContext"), Role: model.Extract, Carrier: model.Arg(0, "msg"), Result: model.Result(0)},
	}
}

// shimmed are rows of a package of dd-trace-go's first version: what they say
// of methods has held until its types became those of the second.
func shimmed(rows []model.Row) []model.Row {
	for i := range rows {
		if rows[i].On.Kind == model.MethodKind {
			rows[i].Before = ddShims
		}
	}
	return rows
}

// ddFranzGo is Datadog's instrumentation of franz-go.
func ddFranzGo() *model.Library {
	return &model.Library{
		Name:     "dd-trace-go franz-go",
		Module:   ddFranzGoPkg,
		Verified: "snapshot of 2026-08-21",
		Stub:     true,
		Paths:    ddFranzGoPaths,
		Wraps:    []string{"franz-go"},
		Rows: []model.Row{
			{
				On: model.Func(ddFranzGoPkg, "WithTracing"), Role: model.Wrap, Reads: model.FromRecordContext, Result: model.Result(0),
				Note: "A span in the record's context comes first, then what its headers hold. What was polled has its span in its context and in its headers.",
			},
			{On: model.Func(ddFranzGoPkg, "ExtractSpanContext"), Role: model.Extract, Carrier: model.Arg(0, "r"), Result: model.Result(0)},
		},
	}
}

// ddSarama is Datadog's instrumentation of sarama, in both versions, which is like OpenTelemetry's.
func ddSarama() *model.Library {
	return &model.Library{
		Name: "dd-trace-go IBM/sarama", Module: ddSaramaPkg, Verified: "snapshot of 2026-08-21", Stub: true, Paths: ddSaramaPaths, Wraps: []string{"sarama"},
		Rows: append(saramaWrappers(ddSaramaPkg), shimmed(saramaWrappers(ddSaramaV1))...),
	}
}

// ddShopify is the same for sarama's old path; it wraps no handlers of groups.
func ddShopify() *model.Library {
	lib := &model.Library{Name: "dd-trace-go Shopify/sarama", Module: ddShopifyPkg, Verified: "snapshot of 2026-08-21", Stub: true, Paths: ddShopifyPaths, Wraps: []string{"Shopify/sarama"}}
	for _, row := range append(saramaWrappers(ddShopifyPkg), shimmed(saramaWrappers(ddShopifyV1))...) {
		if row.On.Name != "WrapConsumerGroupHandler" {
			lib.Rows = append(lib.Rows, row)
		}
	}
	return lib
}

// ddConfluent is Datadog's instrumentation of confluent-kafka-go v1 and v2, each in
// both versions of its own.
func ddConfluent() *model.Library {
	lib := &model.Library{Name: "dd-trace-go confluent-kafka-go", Module: ddContrib + "confluentinc/confluent-kafka-go/kafka.v2/v2", Verified: "snapshot of 2026-08-21", Stub: true, Paths: ddConfluentPaths, Wraps: []string{"confluent-kafka-go", "confluent-kafka-go v1"}}
	for _, pkg := range ddConfluentPaths {
		rows := append(confluentWrapper(pkg),
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
		if strings.HasPrefix(pkg, ddContribV1) {
			rows = shimmed(rows)
		}
		lib.Rows = append(lib.Rows, rows...)
	}
	return lib
}
