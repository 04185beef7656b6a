package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	lambdaPkg       = "github.com/aws/aws-lambda-go/lambda"
	lambdaEventsPkg = "github.com/aws/aws-lambda-go/events"
	otelLambdaPkg   = "go.opentelemetry.io/contrib/instrumentation/github.com/aws/aws-lambda-go/otellambda"
)

var (
	awsLambdaPaths  = []string{lambdaPkg, lambdaEventsPkg}
	otelLambdaPaths = []string{otelLambdaPkg}
)

// awsLambda is the functions that AWS calls with what came out of a queue.
func awsLambda() *model.Library {
	event := func(name string) model.Ref { return model.Type(lambdaEventsPkg, name) }
	handler := func(i int) model.Callback { return model.Callback{At: model.Arg(i, "handler")} }
	wrapped := model.Callback{At: model.Arg(0, "handlerFunc"), MayHold: model.FromContext} // by instrumentation, perhaps
	const invoked = "The context is the invocation's, with X-Ray's header at most; what the messages carry is in their attributes, and one invocation has several."
	attributes := model.Headers{
		Variable: "record",
		Each:     "for name, header := range $msg.MessageAttributes {\n\tif header.StringValue != nil {\n\t\t$carrier.Set(name, *header.StringValue)\n\t}\n}",
	}
	return &model.Library{
		Name:     "aws-lambda-go",
		Module:   "github.com/aws/aws-lambda-go",
		Verified: "v1.55.1",
		Paths:    awsLambdaPaths,
		Messages: []model.MessageType{
			{Type: event("SQSEvent"), Elements: "Records", Received: true},
			{Type: event("SQSMessage"), Carrier: "MessageAttributes", Body: "Body", Received: true, Deliveries: "Attributes", Headers: attributes},
			{Type: event("SNSEvent"), Elements: "Records", Received: true},
			{Type: event("SNSEventRecord"), Elements: "SNS", Received: true},
			{Type: event("SNSEntity"), Carrier: "MessageAttributes", Body: "Message", Received: true, Headers: model.Headers{
				Variable: "entity",
				Each:     "for name, header := range $msg.MessageAttributes {\n\tif attribute, ok := header.(map[string]any); ok {\n\t\tif text, ok := attribute[\"Value\"].(string); ok {\n\t\t\t$carrier.Set(name, text)\n\t\t}\n\t}\n}",
			}},
			{Type: event("KinesisEvent"), Elements: "Records", Received: true},
			{Type: event("KinesisEventRecord"), Elements: "Kinesis", Received: true},
			{Type: event("KinesisRecord"), Body: "Data", Received: true},
			{Type: event("CloudWatchEvent"), Body: "Detail", Received: true},
			{Type: event("KafkaEvent"), Elements: "Records", Received: true},
			{Type: event("KafkaRecord"), Carrier: "Headers", Body: "Value", Received: true, Headers: model.Headers{
				Variable: "record",
				Each:     "for _, header := range $msg.Headers {\n\tfor $key, $value := range header {\n\t\t$carrier.Set($key, string($value))\n\t}\n}",
			}},
			{Type: event("ActiveMQEvent"), Elements: "Messages", Received: true},
			{Type: event("ActiveMQMessage"), Carrier: "Properties", Body: "Data", Received: true, Deliveries: "Redelivered", Headers: model.MapOf("msg", "Properties")},
			{Type: event("RabbitMQEvent"), Elements: "MessagesByQueue", Received: true},
			{Type: event("RabbitMQMessage"), Carrier: "BasicProperties.Headers", Body: "Data", Received: true, Deliveries: "Redelivered", Headers: model.TableOf("msg", "BasicProperties.Headers", "map[string]any{}")},
		},
		Rows: []model.Row{
			{On: model.Func(lambdaPkg, "Start"), Role: model.Handle, Callback: handler(0), Note: invoked},
			{On: model.Func(lambdaPkg, "StartWithOptions"), Role: model.Handle, Callback: handler(0), Note: invoked},
			{On: model.Func(lambdaPkg, "StartWithContext"), Role: model.Handle, Ctx: model.Arg(0, "ctx"), Callback: handler(1), Note: invoked},
			{On: model.Func(lambdaPkg, "NewHandler"), Role: model.Handle, Callback: wrapped, Note: invoked},
			{On: model.Func(lambdaPkg, "NewHandlerWithOptions"), Role: model.Handle, Callback: wrapped, Note: invoked},
		},
	}
}

// otelLambda is the instrumentation of lambda's handlers. It starts a span for
// the invocation, from what an option finds in the event as a whole.
func otelLambda() *model.Library {
	const empty = "The parent is extracted with EventToCarrier, which without WithEventToCarrier gives an empty carrier; a message's attributes are never looked at."
	return &model.Library{
		Name:     "otellambda",
		Module:   otelLambdaPkg,
		Verified: "v0.70.0",
		Stub:     true,
		Paths:    otelLambdaPaths,
		Wraps:    []string{"aws-lambda-go"},
		Rows: []model.Row{
			{
				On: model.Func(otelLambdaPkg, "InstrumentHandler"), Role: model.Handle, Options: model.Arg(1, "options"), Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(0, "handlerFunc"), MayHold: model.FromContext}, Note: empty,
			},
			{On: model.Func(otelLambdaPkg, "WrapHandler"), Role: model.Neutral, Result: model.Result(0), Note: empty},
			{On: model.Func(otelLambdaPkg, "WithEventToCarrier"), Role: model.Wrap, Result: model.Result(0), Note: "Whatever it is given, it was written to find the trace in the event."},
		},
	}
}
