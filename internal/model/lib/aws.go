package lib

import (
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/model"
)

// Services of AWS, in the second version of the SDK and the first. No client
// of either writes anything into a message; a service's own table says where
// a program can.
const (
	awsV2        = "github.com/aws/aws-sdk-go-v2"
	awsV1        = "github.com/aws/aws-sdk-go"
	awsV1Version = "v1.55.8"
	otelAWSPkg   = "go.opentelemetry.io/contrib/instrumentation/github.com/aws/aws-sdk-go-v2/otelaws"

	awsContext = "The context is for the request; its values never reach the message."
	awsHeaders = "message attributes"
	awsTen     = awsContext + " A message takes ten attributes."
)

// awsPaths are a service's packages in the second version: the client and its types.
func awsPaths(service string) []string {
	pkg := awsV2 + "/service/" + service
	return []string{pkg, pkg + "/types"}
}

// awsV1Paths are a service's packages in the first: the client and its interface.
func awsV1Paths(service string) []string {
	pkg := awsV1 + "/service/" + service
	return []string{pkg, pkg + "/" + service + "iface"}
}

// AWSInstrumentation are the modules through which what AWS's clients send is
// tied to its cause although nothing shows it at the client: Datadog's
// middleware writes into the messages; of a request's header X-Amzn-Trace-Id,
// which X-Ray's propagator and SDK write, and the AWS SDK itself in Lambda, SQS
// makes the message's attribute AWSTraceHeader, SNS and EventBridge what they
// deliver with the event (AWS X-Ray Developer Guide, "Amazon SQS and AWS X-Ray").
func AWSInstrumentation() []string { return slices.Concat(awsDatadog, awsXRay) }

var (
	awsXRay = []string{
		"go.opentelemetry.io/contrib/propagators/aws",
		"github.com/aws/aws-xray-sdk-go",
		"github.com/aws/aws-xray-sdk-go/v2",
	}
	// The first version of Datadog's has all packages in one module. Its middleware
	// imports the client of Step Functions, which it instruments as well: a program
	// that has it requires that one. What it has for the SDK's first version writes
	// into no message.
	awsDatadog = []string{
		"github.com/DataDog/dd-trace-go/contrib/aws/aws-sdk-go-v2/v2",
		"gopkg.in/DataDog/dd-trace-go.v1 " + awsV2 + "/service/sfn",
	}
)

var (
	sqsPaths           = awsPaths("sqs")
	snsPaths           = awsPaths("sns")
	kinesisPaths       = awsPaths("kinesis")
	eventBridgePaths   = awsPaths("eventbridge")
	sqsV1Paths         = awsV1Paths("sqs")
	snsV1Paths         = awsV1Paths("sns")
	kinesisV1Paths     = awsV1Paths("kinesis")
	eventBridgeV1Paths = awsV1Paths("eventbridge")
	otelAWSPaths       = []string{otelAWSPkg}
	ddAWSPaths         = []string{ddContrib + "aws/aws-sdk-go-v2/v2/aws", ddContribV1 + "aws/aws-sdk-go-v2/aws"}
)

// awsAttributes are the attributes of a message, of the service whose type for
// one is the given package's MessageAttributeValue; str is the package that
// has the SDK's String.
func awsAttributes(types, sdk, value string) model.Headers {
	attribute := "$(" + types + ".MessageAttributeValue)"
	str := "$(" + sdk + "/aws.String)"
	return model.Headers{
		Variable: "msg",
		Make:     "map[string]" + value + attribute + "{}",
		Each:     "for name, header := range $msg.MessageAttributes {\n\tif header.StringValue != nil {\n\t\t$carrier.Set(name, *header.StringValue)\n\t}\n}",
		Put:      "$msg.MessageAttributes[$key] = " + strings.Replace(value, "*", "&", 1) + attribute + "{DataType: " + str + "(\"String\"), StringValue: " + str + "($value)}",
		Sets:     true,
	}
}

func awsLibrary(name, service, verified string) *model.Library {
	pkg := awsV2 + "/service/" + service
	return &model.Library{
		Name: name, Module: pkg, Verified: verified, Paths: awsPaths(service),
		Rows: []model.Row{
			{On: model.Func(pkg, "NewFromConfig"), Role: model.Construct, Options: model.Arg(1, "optFns"), Result: model.Result(0)},
			{On: model.Func(pkg, "New"), Role: model.Construct, Options: model.Arg(1, "optFns"), Result: model.Result(0)},
		},
	}
}

func awsV1Library(name, service string) *model.Library {
	return &model.Library{
		Name: name, Module: awsV1, Verified: awsV1Version, Paths: awsV1Paths(service),
		Rows: []model.Row{{On: model.Func(awsV1+"/service/"+service, "New"), Role: model.Construct, Options: model.Arg(0, "p"), Result: model.Result(0)}},
	}
}

// awsCall is a call of a client of the second version: method(ctx, params, options).
func awsCall(service, name string, row model.Row) model.Row {
	row.On, row.Ctx = model.Method(awsV2+"/service/"+service, "Client", name), model.Arg(0, "ctx")
	return row
}

// awsV1Calls are the forms that a call has in the first version, of the client
// and of its interface. Places of the row are given as of the form that takes
// the input alone.
func awsV1Calls(service, client, name string, row model.Row) []model.Row {
	pkg := awsV1 + "/service/" + service
	var rows []model.Row
	for _, on := range [][2]string{{pkg, client}, {pkg + "/" + service + "iface", client + "API"}} {
		iface := on[1] != client
		alone, given := row, row
		alone.On = model.Method(on[0], on[1], name)
		given.On, given.Ctx = model.Method(on[0], on[1], name+"WithContext"), model.Arg(0, "ctx")
		if row.Role == model.Publish {
			alone.Twin = name + "WithContext"
		}
		for _, p := range []*model.Place{&given.Message, &given.Topic, &given.Asks} {
			if p.Base == model.ArgOf {
				p.Index++
			}
		}
		if iface { // whose methods name no parameters
			given.Ctx.Name = ""
			for _, r := range []*model.Row{&alone, &given} {
				for _, p := range []*model.Place{&r.Message, &r.Topic, &r.Asks} {
					p.Name = ""
				}
			}
		}
		rows = append(rows, alone, given)
	}
	return rows
}

func sqs() *model.Library {
	lib := awsLibrary("SQS", "sqs", "v1.52.10")
	lib.Headers = awsHeaders
	client, types := lib.Paths[0], lib.Paths[1]
	attributes := awsAttributes(types, awsV2, "")
	params := model.Arg(1, "params")
	lib.Messages = []model.MessageType{
		{Type: model.Type(client, "SendMessageInput"), Carrier: "MessageAttributes", Body: "MessageBody", Sent: true, Headers: attributes},
		{Type: model.Type(client, "SendMessageBatchInput"), Elements: "Entries", Sent: true},
		{Type: model.Type(types, "SendMessageBatchRequestEntry"), Carrier: "MessageAttributes", Body: "MessageBody", Sent: true, Headers: attributes},
		{Type: model.Type(client, "ReceiveMessageOutput"), Elements: "Messages", Received: true},
		{Type: model.Type(types, "Message"), Carrier: "MessageAttributes", Body: "Body", Received: true, Deliveries: "Attributes", Headers: attributes},
	}
	lib.Rows = append(lib.Rows,
		awsCall("sqs", "SendMessage", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: params, Note: awsTen}),
		awsCall("sqs", "SendMessageBatch", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: params, Note: awsTen}),
		awsCall("sqs", "ReceiveMessage", model.Row{
			Role: model.Receive, Message: model.Result(0), Asks: params.At("MessageAttributeNames"), Asking: `[]string{"All"}`,
			Note: "Brings none of a message's attributes but those that it names.",
		}),
		awsCall("sqs", "DeleteMessage", model.Row{Role: model.Settle}),
		awsCall("sqs", "DeleteMessageBatch", model.Row{Role: model.Settle}),
		awsCall("sqs", "ChangeMessageVisibility", model.Row{Role: model.Settle}),
		awsCall("sqs", "ChangeMessageVisibilityBatch", model.Row{Role: model.Settle}),
	)
	return lib
}

func sqsV1() *model.Library {
	lib := awsV1Library("SQS v1", "sqs")
	lib.Headers = awsHeaders
	client := lib.Paths[0]
	attributes := awsAttributes(client, awsV1, "*")
	input := model.Arg(0, "input")
	lib.Messages = []model.MessageType{
		{Type: model.Type(client, "SendMessageInput"), Carrier: "MessageAttributes", Body: "MessageBody", Sent: true, Headers: attributes},
		{Type: model.Type(client, "SendMessageBatchInput"), Elements: "Entries", Sent: true},
		{Type: model.Type(client, "SendMessageBatchRequestEntry"), Carrier: "MessageAttributes", Body: "MessageBody", Sent: true, Headers: attributes},
		{Type: model.Type(client, "ReceiveMessageOutput"), Elements: "Messages", Received: true},
		{Type: model.Type(client, "Message"), Carrier: "MessageAttributes", Body: "Body", Received: true, Deliveries: "Attributes", Headers: attributes},
	}
	for _, rows := range [][]model.Row{
		awsV1Calls("sqs", "SQS", "SendMessage", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: input, Note: awsTen}),
		awsV1Calls("sqs", "SQS", "SendMessageBatch", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: input, Note: awsTen}),
		awsV1Calls("sqs", "SQS", "ReceiveMessage", model.Row{
			Role: model.Receive, Message: model.Result(0), Asks: input.At("MessageAttributeNames"), Asking: `[]*string{$(` + awsV1 + `/aws.String)("All")}`,
			Note: "Brings none of a message's attributes but those that it names.",
		}),
		awsV1Calls("sqs", "SQS", "DeleteMessage", model.Row{Role: model.Settle}),
		awsV1Calls("sqs", "SQS", "DeleteMessageBatch", model.Row{Role: model.Settle}),
		awsV1Calls("sqs", "SQS", "ChangeMessageVisibility", model.Row{Role: model.Settle}),
		awsV1Calls("sqs", "SQS", "ChangeMessageVisibilityBatch", model.Row{Role: model.Settle}),
	} {
		lib.Rows = append(lib.Rows, rows...)
	}
	return lib
}

const snsRaw = "Reaches a queue as attributes only if the subscription delivers raw messages; otherwise it is in the JSON of the body."

func sns() *model.Library {
	lib := awsLibrary("SNS", "sns", "v1.47.9")
	lib.Headers = awsHeaders
	client, types := lib.Paths[0], lib.Paths[1]
	attributes := awsAttributes(types, awsV2, "")
	lib.Messages = []model.MessageType{
		{Type: model.Type(client, "PublishInput"), Carrier: "MessageAttributes", Body: "Message", Sent: true, Headers: attributes},
		{Type: model.Type(client, "PublishBatchInput"), Elements: "PublishBatchRequestEntries", Sent: true},
		{Type: model.Type(types, "PublishBatchRequestEntry"), Carrier: "MessageAttributes", Body: "Message", Sent: true, Headers: attributes},
	}
	params := model.Arg(1, "params")
	lib.Rows = append(lib.Rows,
		awsCall("sns", "Publish", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: params, Note: snsRaw}),
		awsCall("sns", "PublishBatch", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: params, Note: snsRaw}),
	)
	return lib
}

func snsV1() *model.Library {
	lib := awsV1Library("SNS v1", "sns")
	lib.Headers = awsHeaders
	client := lib.Paths[0]
	attributes := awsAttributes(client, awsV1, "*")
	lib.Messages = []model.MessageType{
		{Type: model.Type(client, "PublishInput"), Carrier: "MessageAttributes", Body: "Message", Sent: true, Headers: attributes},
		{Type: model.Type(client, "PublishBatchInput"), Elements: "PublishBatchRequestEntries", Sent: true},
		{Type: model.Type(client, "PublishBatchRequestEntry"), Carrier: "MessageAttributes", Body: "Message", Sent: true, Headers: attributes},
	}
	input := model.Arg(0, "input")
	lib.Rows = append(lib.Rows, awsV1Calls("sns", "SNS", "Publish", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: input, Note: snsRaw})...)
	lib.Rows = append(lib.Rows, awsV1Calls("sns", "SNS", "PublishBatch", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: input, Note: snsRaw})...)
	return lib
}

const (
	kinesisData   = "A record is its data and nothing else: what ties it to its cause is in there."
	kinesisPushed = "What comes is told apart by its type; records come several at a time. " + kinesisData
)

func kinesis() *model.Library {
	lib := awsLibrary("Kinesis", "kinesis", "v1.56.11")
	client, types := lib.Paths[0], lib.Paths[1]
	lib.Messages = []model.MessageType{
		{Type: model.Type(client, "PutRecordInput"), Body: "Data", Sent: true},
		{Type: model.Type(client, "PutRecordsInput"), Elements: "Records", Sent: true},
		{Type: model.Type(types, "PutRecordsRequestEntry"), Body: "Data", Sent: true},
		{Type: model.Type(client, "GetRecordsOutput"), Elements: "Records", Received: true},
		{Type: model.Type(types, "SubscribeToShardEventStreamMemberSubscribeToShardEvent"), Elements: "Value", Received: true},
		{Type: model.Type(types, "SubscribeToShardEvent"), Elements: "Records", Received: true},
		{Type: model.Type(types, "Record"), Body: "Data", Received: true},
	}
	params := model.Arg(1, "params")
	lib.Rows = append(lib.Rows,
		awsCall("kinesis", "PutRecord", model.Row{Role: model.Publish, With: awsDatadog, Message: params, Payload: true, Note: kinesisData}),
		awsCall("kinesis", "PutRecords", model.Row{Role: model.Publish, With: awsDatadog, Message: params, Payload: true, Note: kinesisData}),
		awsCall("kinesis", "GetRecords", model.Row{Role: model.Receive, Message: model.Result(0), Note: kinesisData}),
		model.Row{On: model.Method(client, "SubscribeToShardEventStream", "Events"), Role: model.Receive, Message: model.Got(0), Note: kinesisPushed},
		model.Row{On: model.Method(client, "SubscribeToShardEventStreamReader", "Events"), Role: model.Receive, Message: model.Got(0), Note: kinesisPushed},
	)
	return lib
}

func kinesisV1() *model.Library {
	lib := awsV1Library("Kinesis v1", "kinesis")
	client := lib.Paths[0]
	lib.Messages = []model.MessageType{
		{Type: model.Type(client, "PutRecordInput"), Body: "Data", Sent: true},
		{Type: model.Type(client, "PutRecordsInput"), Elements: "Records", Sent: true},
		{Type: model.Type(client, "PutRecordsRequestEntry"), Body: "Data", Sent: true},
		{Type: model.Type(client, "GetRecordsOutput"), Elements: "Records", Received: true},
		{Type: model.Type(client, "SubscribeToShardEvent"), Elements: "Records", Received: true},
		{Type: model.Type(client, "Record"), Body: "Data", Received: true},
	}
	input := model.Arg(0, "input")
	for _, rows := range [][]model.Row{
		awsV1Calls("kinesis", "Kinesis", "PutRecord", model.Row{Role: model.Publish, Message: input, Payload: true, Note: kinesisData}),
		awsV1Calls("kinesis", "Kinesis", "PutRecords", model.Row{Role: model.Publish, Message: input, Payload: true, Note: kinesisData}),
		awsV1Calls("kinesis", "Kinesis", "GetRecords", model.Row{Role: model.Receive, Message: model.Result(0), Note: kinesisData}),
	} {
		lib.Rows = append(lib.Rows, rows...)
	}
	for _, recv := range []string{"SubscribeToShardEventStream", "SubscribeToShardEventStreamReader"} {
		lib.Rows = append(lib.Rows, model.Row{On: model.Method(client, recv, "Events"), Role: model.Receive, Message: model.Got(0), Note: kinesisPushed})
	}
	return lib
}

const eventDetail = "TraceHeader takes X-Ray's format only: anything else that ties the event to its cause is in its Detail."

func eventBridge() *model.Library {
	lib := awsLibrary("EventBridge", "eventbridge", "v1.55.9")
	client, types := lib.Paths[0], lib.Paths[1]
	lib.Messages = []model.MessageType{
		{Type: model.Type(client, "PutEventsInput"), Elements: "Entries", Sent: true},
		{Type: model.Type(types, "PutEventsRequestEntry"), Body: "Detail", Sent: true},
	}
	lib.Rows = append(lib.Rows,
		awsCall("eventbridge", "PutEvents", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: model.Arg(1, "params"), Payload: true, Note: eventDetail}),
	)
	return lib
}

func eventBridgeV1() *model.Library {
	lib := awsV1Library("EventBridge v1", "eventbridge")
	client := lib.Paths[0]
	lib.Messages = []model.MessageType{
		{Type: model.Type(client, "PutEventsInput"), Elements: "Entries", Sent: true},
		{Type: model.Type(client, "PutEventsRequestEntry"), Body: "Detail", Sent: true},
	}
	lib.Rows = append(lib.Rows, awsV1Calls("eventbridge", "EventBridge", "PutEvents", model.Row{Role: model.Publish, With: AWSInstrumentation(), Message: model.Arg(0, "input"), Payload: true, Note: eventDetail})...)
	return lib
}

// ddAWS is Datadog's instrumentation of the SDK's second version, in both versions of its own.
func ddAWS() *model.Library {
	lib := &model.Library{
		Name: "dd-trace-go aws-sdk-go-v2", Module: ddContrib + "aws/aws-sdk-go-v2/v2", Verified: "snapshot of 2026-08-21", Stub: true, Paths: ddAWSPaths,
		Wraps: []string{"SQS", "SNS", "Kinesis", "EventBridge"},
	}
	for _, pkg := range ddAWSPaths {
		lib.Rows = append(lib.Rows, model.Row{
			On: model.Func(pkg, "AppendMiddleware"), Role: model.Wrap, Reads: model.FromContext, Result: model.Arg(0, "awsCfg"),
			Note: "A span for each request, from its context, which is written into the message: as the attribute _datadog if there are fewer than ten, else as a field of data that is a JSON object.",
		})
	}
	return lib
}

func otelAWS() *model.Library {
	return &model.Library{
		Name:     "otelaws",
		Module:   otelAWSPkg,
		Verified: "v0.72.0",
		Paths:    otelAWSPaths,
		Wraps:    []string{"SQS", "SNS", "Kinesis", "EventBridge"},
		Rows: []model.Row{{
			On: model.Func(otelAWSPkg, "AppendMiddlewares"), Role: model.Neutral,
			Note: "Gives each request a client span and injects it into the request's HTTP headers, never into a message's attributes; of X-Ray's header alone the services make one.",
		}},
	}
}
