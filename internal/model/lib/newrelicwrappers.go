package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	newRelicIntegrations = "github.com/newrelic/go-agent/v3/integrations/"
	nrSaramaPkg          = newRelicIntegrations + "nrsarama"
	nrNATSPkg            = newRelicIntegrations + "nrnats"
	nrAMQPPkg            = newRelicIntegrations + "nramqp"
	nrSTANPkg            = newRelicIntegrations + "nrstan"
	stanPkg              = "github.com/nats-io/stan.go"
)

var (
	nrSaramaPaths = []string{nrSaramaPkg}
	nrNATSPaths   = []string{nrNATSPkg}
	nrAMQPPaths   = []string{nrAMQPPkg}
	nrSTANPaths   = []string{nrSTANPkg, stanPkg}
)

// nrSarama is New Relic's instrumentation of sarama under its old path. It has
// spans, and lets no trace across the broker.
func nrSarama() *model.Library {
	handle := func(name, note string) model.Row {
		return model.Row{
			On: model.Func(nrSaramaPkg, name), Role: model.Handle, Result: model.Result(0), Note: note,
			Callback: model.Callback{At: model.Arg(4, "messageHandler"), Ctx: model.In(0), Message: model.In(1)},
		}
	}
	return &model.Library{
		Name:     "nrsarama",
		Module:   nrSaramaPkg,
		Verified: "snapshot of 2026-04-28",
		Stub:     true,
		Paths:    nrSaramaPaths,
		Wraps:    []string{"Shopify/sarama"},
		Rows: []model.Row{
			{
				On: model.Method(nrSaramaPkg, "ProducerWrapper", "SendMessage"), Role: model.Publish, Message: model.Arg(2, "value"), Topic: model.Arg(0, "topic"), Payload: true,
				Note: "Writes the transaction into headers of its own, which never become those of the message.",
			},
			handle("NewConsumerHandlerFromApp", "The context holds a transaction that was begun for the message and accepted nothing from it."),
			handle("NewConsumerHandlerFromTxn", "The context holds the one transaction that the handler was made with."),
		},
	}
}

// nrNATS is New Relic's instrumentation of NATS, which only measures.
func nrNATS() *model.Library {
	return &model.Library{
		Name:     "nrnats",
		Module:   nrNATSPkg,
		Verified: "snapshot of 2026-04-28",
		Stub:     true,
		Paths:    nrNATSPaths,
		Wraps:    []string{"nats.go"},
		Rows: []model.Row{
			{
				On: model.Func(nrNATSPkg, "StartPublishSegment"), Role: model.StartSpan, Message: model.Arg(0, "txn"), Result: model.Result(0),
				Note: "A part of the transaction, named for the subject. It puts nothing into the message.",
			},
			{
				On: model.Func(nrNATSPkg, "SubWrapper"), Role: model.Handle, Result: model.Result(0), Callback: model.Callback{At: model.Arg(1, "f"), Message: model.In(0)},
				Note: "Runs a transaction around the function, which is not given it, and accepts nothing from the message.",
			},
		},
	}
}

// nrAMQP is New Relic's instrumentation of RabbitMQ.
func nrAMQP() *model.Library {
	return &model.Library{
		Name:     "nramqp",
		Module:   nrAMQPPkg,
		Verified: "snapshot of 2026-04-28",
		Stub:     true,
		Paths:    nrAMQPPaths,
		Wraps:    []string{"amqp091-go"},
		Rows: []model.Row{
			{
				On: model.Func(nrAMQPPkg, "PublishWithContext"), Role: model.Publish, Reads: model.FromContext,
				Client: model.Arg(0, "ch"), Ctx: model.Arg(1, "ctx"), Message: model.Arg(7, "msg"), Topic: model.Arg(3, "key"),
				Note: "Writes the transaction in the context into the headers; without one, sends the message as it is.",
			},
			{
				On: model.Func(nrAMQPPkg, "Consume"), Role: model.Receive, Message: model.Got(1), Topic: model.Arg(2, "queue"),
				Note: "The function that it returns begins a transaction that accepts the headers of the delivery it is given.",
			},
		},
	}
}

// nrSTAN is New Relic's instrumentation of NATS Streaming, which only measures.
// Of that client, which is no longer maintained, it has what is handed to handlers.
func nrSTAN() *model.Library {
	return &model.Library{
		Name:     "nrstan",
		Module:   nrSTANPkg,
		Verified: "snapshot of 2026-04-28",
		Stub:     true,
		Paths:    nrSTANPaths,
		Messages: []model.MessageType{{Type: model.Type(stanPkg, "Msg"), Body: "Data", Received: true, Deliveries: "RedeliveryCount"}},
		Rows: []model.Row{
			{
				On: model.Func(nrSTANPkg, "StreamingSubWrapper"), Role: model.Handle, Result: model.Result(0), Callback: model.Callback{At: model.Arg(1, "f"), Message: model.In(0)},
				Note: "Runs a transaction around the function, which is not given it, and accepts nothing: messages have no headers.",
			},
			{On: model.Method(stanPkg, "Msg", "Ack"), Role: model.Settle, Message: model.Recv()},
		},
	}
}
