package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	watermillKafkaV3 = "github.com/ThreeDotsLabs/watermill-kafka/v3/pkg/kafka"
	watermillKafkaV2 = "github.com/ThreeDotsLabs/watermill-kafka/v2/pkg/kafka"
	voiWatermill     = "github.com/voi-oss/watermill-opentelemetry/pkg/opentelemetry"
	dentechWatermill = "github.com/dentech-floss/watermill-opentelemetry-go-extra/pkg/opentelemetry"
)

var (
	watermillKafkaV3Paths = []string{watermillKafkaV3}
	watermillKafkaV2Paths = []string{watermillKafkaV2}
	voiWatermillPaths     = []string{voiWatermill}
	dentechWatermillPaths = []string{dentechWatermill}
)

// watermillKafka is watermill's Pub/Sub over sarama.
func watermillKafka() *model.Library {
	return &model.Library{
		Name:     "watermill-kafka",
		Module:   "github.com/ThreeDotsLabs/watermill-kafka/v3",
		Verified: "v3.0.6",
		Paths:    watermillKafkaV3Paths,
		Rows:     watermillKafkaRows(watermillKafkaV3),
	}
}

// watermillKafka2 is the version over sarama's old path.
func watermillKafka2() *model.Library {
	return &model.Library{
		Name:     "watermill-kafka v2",
		Module:   "github.com/ThreeDotsLabs/watermill-kafka/v2",
		Verified: "v2.5.0",
		Paths:    watermillKafkaV2Paths,
		Rows:     watermillKafkaRows(watermillKafkaV2),
	}
}

func watermillKafkaRows(pkg string) []model.Row {
	return []model.Row{
		{
			On: model.Func(pkg, "NewPublisher"), Role: model.Construct, Result: model.Result(0),
			Callback: model.Callback{At: model.Arg(0, "config").At("Marshaler"), Method: "Marshal", Message: model.In(1)},
			Note:     "The metadata become headers. A tracer's spans take their parent from there, whatever the message's context holds; OTELEnabled stands for OpenTelemetry's.",
		},
		{
			On: model.Func(pkg, "NewSubscriber"), Role: model.Construct, Options: model.Arg(0, "config").At("Tracer"), Result: model.Result(0),
			Note: "A message's context is that of the subscription; a tracer's span is in the metadata.",
		},
		{On: model.Func(pkg, "NewOTELSaramaTracer"), Role: model.Wrap, Reads: model.FromHeaders, Result: model.Result(0), Note: kafkaHeadersNote},
	}
}

// voi is an instrumentation of watermill that has spans, and keeps them to itself.
func voi() *model.Library {
	decorates := func(name string, i int) model.Row {
		return model.Row{On: model.Func(voiWatermill, name), Role: model.Construct, Client: model.Arg(i, "pub"), Result: model.Result(0), Note: "Its span is put into the context of the first message, and into no message's metadata."}
	}
	const started = "Starts a span from the message's context, into which nothing of the metadata is extracted."
	return &model.Library{
		Name:     "voi-oss/watermill-opentelemetry",
		Module:   "github.com/voi-oss/watermill-opentelemetry",
		Verified: "v0.1.3",
		Stub:     true,
		Paths:    voiWatermillPaths,
		Wraps:    []string{"watermill"},
		Rows: []model.Row{
			decorates("NewPublisherDecorator", 0),
			decorates("NewNamedPublisherDecorator", 1),
			{On: model.Func(voiWatermill, "Trace"), Role: model.Neutral, Result: model.Result(0), Note: started},
			{
				On: model.Func(voiWatermill, "TraceHandler"), Role: model.Neutral, Result: model.Result(0), Note: started,
				Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0), Returns: model.Out(0)},
			},
			{
				On: model.Func(voiWatermill, "TraceNoPublishHandler"), Role: model.Neutral, Result: model.Result(0), Note: started,
				Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0)},
			},
		},
	}
}

// dentech is what lets a trace across with the instrumentation of voi.
func dentech() *model.Library {
	const extracts = "Makes a parent of the ids in the metadata and puts it into the message's context."
	return &model.Library{
		Name:     "dentech-floss/watermill-opentelemetry-go-extra",
		Module:   "github.com/dentech-floss/watermill-opentelemetry-go-extra",
		Verified: "v0.1.2",
		Stub:     true,
		Paths:    dentechWatermillPaths,
		Wraps:    []string{"watermill"},
		Rows: []model.Row{
			{
				On: model.Func(dentechWatermill, "NewTracePropagatingPublisherDecorator"), Role: model.Wrap, Reads: model.FromMessageContext,
				Client: model.Arg(0, "pub"), Result: model.Result(0), Note: "Writes the ids of the span in the first message's context into the metadata of all.",
			},
			{On: model.Func(dentechWatermill, "ExtractRemoteParentSpanContext"), Role: model.Wrap, Reads: model.FromHeaders, Result: model.Result(0), Note: extracts},
			{
				On: model.Func(dentechWatermill, "ExtractRemoteParentSpanContextHandler"), Role: model.Wrap, Reads: model.FromHeaders, Result: model.Result(0), Note: extracts,
				Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0), Returns: model.Out(0)},
			},
		},
	}
}
