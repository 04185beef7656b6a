package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	saramaPkg      = "github.com/IBM/sarama"
	otelSaramaPkg  = "github.com/dnwe/otelsarama"
	shopifyPkg     = "github.com/Shopify/sarama"
	otelShopifyPkg = "go.opentelemetry.io/contrib/instrumentation/github.com/Shopify/sarama/otelsarama"
)

var (
	saramaPaths  = []string{saramaPkg, otelSaramaPkg}
	shopifyPaths = []string{shopifyPkg, otelShopifyPkg}
)

func sarama() *model.Library {
	return &model.Library{
		Name:     "sarama",
		Module:   saramaPkg,
		Verified: "v1.61.1",
		Paths:    saramaPaths,
		Messages: saramaMessages(saramaPkg, otelSaramaPkg),
		Rows:     append(saramaRows(saramaPkg), saramaWrappers(otelSaramaPkg)...),
	}
}

// shopifySarama is sarama under the path that it had until v1.38.
func shopifySarama() *model.Library {
	return &model.Library{
		Name:     "Shopify/sarama",
		Module:   shopifyPkg,
		Verified: "v1.38.1",
		Paths:    shopifyPaths,
		Messages: saramaMessages(shopifyPkg, otelShopifyPkg),
		Rows:     append(saramaRows(shopifyPkg), saramaWrappers(otelShopifyPkg)...),
	}
}

// saramaMessages are the messages of the package, for which the functions of
// the package wrappers make carriers. Headers are values in what is sent and
// pointers in what is received.
func saramaMessages(pkg, wrappers string) []model.MessageType {
	sent := model.Headers{
		Variable: "msg",
		Put:      "$msg.Headers = append($msg.Headers, $(" + pkg + ".RecordHeader){Key: []byte($key), Value: []byte($value)})",
		Entry:    model.Type(pkg, "RecordHeader"),
		Adapter:  model.Func(wrappers, "NewProducerMessageCarrier"),
	}
	received := model.Headers{
		Variable: "msg",
		Each:     "for _, header := range $msg.Headers {\n\t$carrier.Set(string(header.Key), string(header.Value))\n}",
		Adapter:  model.Func(wrappers, "NewConsumerMessageCarrier"),
	}
	return []model.MessageType{
		{Type: model.Type(pkg, "ProducerMessage"), Carrier: "Headers", Body: "Value", Sent: true, Headers: sent},
		{Type: model.Type(pkg, "ConsumerMessage"), Carrier: "Headers", Body: "Value", Received: true, Headers: received},
	}
}

func saramaRows(pkg string) []model.Row {
	method := func(recv, name string) model.Ref { return model.Method(pkg, recv, name) }
	const noContext = "Nothing of the producer takes a context: the headers are all there is."
	return []model.Row{
		{On: method("SyncProducer", "SendMessage"), Role: model.Publish, Subtypes: true, Message: model.Arg(0, "msg"), Topic: model.Arg(0, "msg").At("Topic"), Note: noContext},
		{On: method("SyncProducer", "SendMessages"), Role: model.Publish, Subtypes: true, Message: model.Arg(0, "msgs"), Topic: model.Arg(0, "msgs").At("[].Topic"), Note: noContext},
		{
			On: method("AsyncProducer", "Input"), Role: model.Publish, Subtypes: true, Message: model.Sent(0), Topic: model.Sent(0).At("Topic"), Async: true,
			Note: "What is sent on the channel is published. " + noContext,
		},

		{On: method("ConsumerGroupClaim", "Messages"), Role: model.Receive, Subtypes: true, Message: model.Got(0)},
		{On: method("PartitionConsumer", "Messages"), Role: model.Receive, Subtypes: true, Message: model.Got(0)},
		{
			On: method("ConsumerGroupSession", "Context"), Role: model.Session, Subtypes: true, Result: model.Result(0),
			Note: "Ends with the session, and comes of the context that the group was told to consume with; wrappers put no trace into it.",
		},
		{On: method("ConsumerGroupSession", "MarkMessage"), Role: model.Settle, Message: model.Arg(0, "msg")},
		{On: method("ConsumerGroupSession", "MarkOffset"), Role: model.Settle},
		{On: method("ConsumerGroupSession", "Commit"), Role: model.Settle},
		{On: method("PartitionOffsetManager", "MarkOffset"), Role: model.Settle},
		{On: method("SyncProducer", "AddMessageToTxn"), Role: model.Settle, Message: model.Arg(0, "msg")},
		{On: method("AsyncProducer", "AddMessageToTxn"), Role: model.Settle, Message: model.Arg(0, "msg")},
	}
}

// saramaWrappers are the functions of a package that instruments sarama.
func saramaWrappers(pkg string) []model.Row {
	wrap := func(name, of string, i int, note string) model.Row {
		return model.Row{On: model.Func(pkg, name), Role: model.Wrap, Reads: model.FromHeaders, Client: model.Arg(i, of), Result: model.Result(0), Note: note}
	}
	const received = "Its span is written into the message's headers and has ended by the time the handler has the message: the handler extracts from there."
	return []model.Row{
		wrap("WrapSyncProducer", "producer", 1, kafkaHeadersNote),
		wrap("WrapAsyncProducer", "p", 1, kafkaHeadersNote),
		wrap("WrapConsumer", "c", 0, received),
		wrap("WrapPartitionConsumer", "pc", 0, received),
		wrap("WrapConsumerGroupHandler", "handler", 0, received),
		{On: model.Func(pkg, "NewProducerMessageCarrier"), Role: model.CarrierOf, Message: model.Arg(0, "msg"), Result: model.Result(0)},
		{On: model.Func(pkg, "NewConsumerMessageCarrier"), Role: model.CarrierOf, Message: model.Arg(0, "msg"), Result: model.Result(0)},
		{On: model.Method(pkg, "ProducerMessageCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
		{On: model.Method(pkg, "ConsumerMessageCarrier", "Set"), Role: model.Stamp, Message: model.Arg(1, "val"), Carrier: model.Recv()},
	}
}
