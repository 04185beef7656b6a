package lib

import "github.com/tracelint/tracelint/internal/model"

const (
	watermillMod          = "github.com/ThreeDotsLabs/watermill"
	watermillMessage      = watermillMod + "/message"
	watermillMiddleware   = watermillMod + "/message/router/middleware"
	watermillCQRS         = watermillMod + "/components/cqrs"
	watermillRequestReply = watermillMod + "/components/requestreply"
	watermillForwarder    = watermillMod + "/components/forwarder"
	watermillDelay        = watermillMod + "/components/delay"
	watermillGoChannel    = watermillMod + "/pubsub/gochannel"
)

var watermillPaths = []string{
	watermillMessage, watermillMiddleware, watermillCQRS, watermillRequestReply,
	watermillForwarder, watermillDelay, watermillGoChannel,
}

func watermill() *model.Library {
	message := func(recv, name string) model.Ref { return model.Method(watermillMessage, recv, name) }
	cqrs := func(recv, name string) model.Ref { return model.Method(watermillCQRS, recv, name) }

	// eventFunc is func(ctx, event) at argument i; eventMethod the Handle method of argument i.
	eventFunc := func(i int) model.Callback {
		return model.Callback{At: model.Arg(i, "handleFunc"), Ctx: model.In(0), Holds: model.FromMessageContext, Message: model.In(1)}
	}
	eventMethod := func(i int, name string) model.Callback {
		return model.Callback{At: model.Arg(i, name), Method: "Handle", Ctx: model.In(0), Holds: model.FromMessageContext, Message: model.In(1)}
	}
	handles := model.Callback{Ctx: model.In(0), Holds: model.FromMessageContext, Message: model.In(1)}
	const (
		bus      = "The context is put into the message, which leaves the process without it unless the publisher or a hook of the bus writes it into the metadata."
		returned = "The router publishes what the handler returns; such a message has neither the context nor the metadata of the one that came in."
	)
	// wraps is a middleware that calls the handler as it is.
	wraps := func(on model.Ref, note string) model.Row {
		return model.Row{
			On: on, Role: model.Neutral, Result: model.Result(0), Note: note,
			Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0), Returns: model.Out(0)},
		}
	}
	// inPlace is a router's or handler's method that changes it.
	inPlace := func(recv, name, arg string) model.Row {
		return model.Row{On: message(recv, name), Role: model.Construct, Options: model.Arg(0, arg), Result: model.Recv()}
	}

	return &model.Library{
		Name:     "watermill",
		Headers:  "metadata",
		Module:   watermillMod,
		Verified: "v1.5.1",
		Paths:    watermillPaths,
		Messages: []model.MessageType{
			{Type: model.Type(watermillMessage, "Message"), Carrier: "Metadata", Body: "Payload", Context: "Context()", Received: true, Sent: true, Headers: model.Headers{
				Variable: "msg", Carrier: "$(" + otelPropagation + ".MapCarrier)($msg.Metadata)", Make: "$(" + watermillMessage + ".Metadata){}",
			}},
		},
		Rows: []model.Row{
			// Publishers and subscribers; every broker has its own implementation.
			{On: message("Publisher", "Publish"), Role: model.Publish, Subtypes: true, Message: model.Arg(1, "messages"), Topic: model.Arg(0, "topic"), MayRead: model.FromMessageContext},
			{On: message("Subscriber", "Subscribe"), Role: model.Receive, Subtypes: true, Ctx: model.Arg(0, "ctx"), Message: model.Got(0), Topic: model.Arg(1, "topic")},

			// Handlers of the router.
			{On: model.FuncType(watermillMessage, "HandlerFunc"), Role: model.Handle, Callback: model.Callback{Message: model.In(0), Returns: model.Out(0)}, MayRead: model.FromMessageContext, Note: returned},
			{On: model.FuncType(watermillMessage, "NoPublishHandlerFunc"), Role: model.Handle, Callback: model.Callback{Message: model.In(0)}},
			{
				On: message("Router", "AddHandler"), Role: model.Handle, Topic: model.Arg(1, "subscribeTopic"), Client: model.Arg(4, "publisher"), MayRead: model.FromMessageContext,
				Callback: model.Callback{At: model.Arg(5, "handlerFunc"), Message: model.In(0), Returns: model.Out(0)}, Note: returned,
			},
			{On: message("Router", "AddConsumerHandler"), Role: model.Handle, Topic: model.Arg(1, "subscribeTopic"), Callback: model.Callback{At: model.Arg(3, "handlerFunc"), Message: model.In(0)}},
			{On: message("Router", "AddNoPublisherHandler"), Role: model.Handle, Topic: model.Arg(1, "subscribeTopic"), Callback: model.Callback{At: model.Arg(3, "handlerFunc"), Message: model.In(0)}},
			inPlace("Router", "AddMiddleware", "m"),
			inPlace("Router", "AddPublisherDecorators", "dec"),
			inPlace("Router", "AddSubscriberDecorators", "dec"),
			inPlace("Handler", "AddMiddleware", "m"),
			{
				On: model.Func(watermillMessage, "MessageTransformPublisherDecorator"), Role: model.Construct, Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(0, "transform"), Message: model.In(0)}, Note: "Sees every outgoing message, so it can inject from its context.",
			},
			{
				On: model.Func(watermillMessage, "MessageTransformSubscriberDecorator"), Role: model.Handle, Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(0, "transform"), Message: model.In(0)}, Note: "Sees every incoming message before its handler, so it can extract into its context.",
			},

			// The message and its context, which stays in the process.
			{On: message("Message", "Context"), Role: model.ContextOf, Message: model.Recv(), Result: model.Result(0)},
			{On: message("Message", "SetContext"), Role: model.SetContext, Ctx: model.Arg(0, "ctx"), Message: model.Recv()},
			{On: model.Func(watermillMessage, "NewMessageWithContext"), Role: model.SetContext, Ctx: model.Arg(0, "ctx"), Message: model.Result(0)},
			{On: model.Func(watermillMessage, "NewMessage"), Role: model.Neutral, Result: model.Result(0), Note: "Its context is Background."},
			{On: message("Message", "Copy"), Role: model.Neutral, Message: model.Recv(), Result: model.Result(0), Note: "Metadata and UUID are copied, the context is not."},
			{On: message("Message", "CopyWithContext"), Role: model.Neutral, Message: model.Recv(), Result: model.Result(0), Note: "Metadata, UUID and context are copied."},
			{On: message("Message", "Ack"), Role: model.Settle, Message: model.Recv()},
			{On: message("Message", "Nack"), Role: model.Settle, Message: model.Recv()},
			{On: message("Metadata", "Set"), Role: model.Stamp, Message: model.Arg(1, "value"), Carrier: model.Recv()},

			// Middleware.
			{On: model.Func(watermillMiddleware, "SetCorrelationID"), Role: model.Stamp, Message: model.Arg(0, "id"), Carrier: model.Arg(1, "msg").At("Metadata")},
			{
				On: model.Func(watermillMiddleware, "CorrelationID"), Role: model.Wrap, Reads: model.FromHeaders, Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0), Returns: model.Out(0)},
				Note:     "Copies the correlation id, no trace, to the messages that the handler returns; what it publishes itself gets nothing.",
			},
			{
				On: model.Method(watermillMiddleware, "Retry", "Middleware"), Role: model.Retry, Options: model.Recv(), Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(0, "h"), Message: model.In(0), Returns: model.Out(0)},
				Note:     "Every attempt gets the same message with the context that the failed one left in it, unless ResetContextOnRetry is set.",
			},

			wraps(model.Func(watermillMiddleware, "Recoverer"), ""),
			wraps(model.Func(watermillMiddleware, "InstantAck"), ""),
			wraps(model.Func(watermillMiddleware, "Duplicator"), ""),
			wraps(model.Method(watermillMiddleware, "CircuitBreaker", "Middleware"), ""),
			wraps(model.Method(watermillMiddleware, "Deduplicator", "Middleware"), ""),
			wraps(model.Method(watermillMiddleware, "DelayOnError", "Middleware"), "On an error, writes the delay into the metadata of the message, which is then delivered again."),
			wraps(model.Method(watermillMiddleware, "IgnoreErrors", "Middleware"), ""),
			wraps(model.Method(watermillMiddleware, "Throttle", "Middleware"), ""),

			// CQRS.
			{
				On: model.Type(watermillCQRS, "CommandEventMarshalerDecorator"), Role: model.Construct, Result: model.Recv(),
				Callback: model.Callback{At: model.Recv().At("DecorateFunc"), Message: model.In(1)},
				Note:     "Sees the message before the bus puts the context into it.",
			},
			{On: cqrs("EventBus", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "event"), MayRead: model.FromMessageContext, Note: bus},
			{On: cqrs("CommandBus", "Send"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "cmd"), MayRead: model.FromMessageContext, Twin: "SendWithModifiedMessage", Note: bus},
			{
				On: cqrs("CommandBus", "SendWithModifiedMessage"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "cmd"), MayRead: model.FromMessageContext,
				Callback: model.Callback{At: model.Arg(2, "modify"), Message: model.In(0)}, Note: bus,
			},
			{On: model.Func(watermillCQRS, "NewEventBus"), Role: model.Construct, Client: model.Arg(0, "publisher"), Result: model.Result(0)},
			{
				On: model.Func(watermillCQRS, "NewEventBusWithConfig"), Role: model.Construct, Client: model.Arg(0, "publisher"), Options: model.Arg(1, "config"), Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(1, "config").At("OnPublish"), Message: model.In(0).At("Message")},
			},
			{On: model.Func(watermillCQRS, "NewCommandBus"), Role: model.Construct, Client: model.Arg(0, "publisher"), Result: model.Result(0)},
			{
				On: model.Func(watermillCQRS, "NewCommandBusWithConfig"), Role: model.Construct, Client: model.Arg(0, "publisher"), Options: model.Arg(1, "config"), Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(1, "config").At("OnSend"), Message: model.In(0).At("Message")},
			},
			{On: cqrs("EventHandler", "Handle"), Role: model.Handle, Subtypes: true, Callback: handles},
			{On: cqrs("GroupEventHandler", "Handle"), Role: model.Handle, Subtypes: true, Callback: handles},
			{On: cqrs("CommandHandler", "Handle"), Role: model.Handle, Subtypes: true, Callback: handles},
			{On: model.Func(watermillCQRS, "CtxWithOriginalMessage"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "msg"), Result: model.Result(0)},
			{On: model.Func(watermillCQRS, "NewEventHandler"), Role: model.Handle, Callback: eventFunc(1), Result: model.Result(0)},
			{On: model.Func(watermillCQRS, "NewGroupEventHandler"), Role: model.Handle, Callback: eventFunc(0), Result: model.Result(0)},
			{On: model.Func(watermillCQRS, "NewCommandHandler"), Role: model.Handle, Callback: eventFunc(1), Result: model.Result(0)},
			{On: cqrs("EventProcessor", "AddHandler"), Role: model.Handle, Callback: eventMethod(0, "handler")},
			{On: cqrs("EventProcessor", "AddHandlers"), Role: model.Handle, Callback: eventMethod(0, "handlers")},
			{On: cqrs("EventGroupProcessor", "AddHandlersGroup"), Role: model.Handle, Callback: eventMethod(1, "handlers")},
			{On: cqrs("CommandProcessor", "AddHandler"), Role: model.Handle, Callback: eventMethod(0, "handler")},
			{On: cqrs("CommandProcessor", "AddHandlers"), Role: model.Handle, Callback: eventMethod(0, "handlers")},
			{On: model.Func(watermillCQRS, "NewEventProcessor"), Role: model.Handle, Callback: eventMethod(0, "individualHandlers")},
			{On: model.Func(watermillCQRS, "NewCommandProcessor"), Role: model.Handle, Callback: eventMethod(0, "handlers")},
			{
				On: model.Func(watermillCQRS, "OriginalMessageFromCtx"), Role: model.Element, Ctx: model.Arg(0, "ctx"), Message: model.Result(0),
				Note: "The message that the handler's event came in.",
			},

			// Request and reply.
			{On: model.Func(watermillRequestReply, "SendWithReply"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Client: model.Arg(1, "c"), Message: model.Arg(3, "cmd"), MayRead: model.FromMessageContext, Note: bus},
			{On: model.Func(watermillRequestReply, "SendWithReplies"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Client: model.Arg(1, "c"), Message: model.Arg(3, "cmd"), MayRead: model.FromMessageContext, Note: bus},
			{
				On: model.Method(watermillRequestReply, "CommandBus", "SendWithModifiedMessage"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, "cmd"), MayRead: model.FromMessageContext,
				Callback: model.Callback{At: model.Arg(2, "modify"), Message: model.In(0)}, Note: bus,
			},
			{On: model.Func(watermillRequestReply, "NewCommandHandler"), Role: model.Handle, Callback: eventFunc(2), Result: model.Result(0)},
			{On: model.Func(watermillRequestReply, "NewCommandHandlerWithResult"), Role: model.Handle, Callback: eventFunc(2), Result: model.Result(0)},

			{
				On: model.Func(watermillRequestReply, "NewPubSubBackend"), Role: model.Construct, Client: model.Arg(0, "config").At("Publisher"), Result: model.Result(0),
				Callback: model.Callback{At: model.Arg(0, "config").At("ModifyNotificationMessage"), Message: model.In(0)},
				Note:     "Publishes a handler's reply with the handler's context in the message.",
			},

			// Publishers that send through another.
			{On: model.Func(watermillForwarder, "NewPublisher"), Role: model.Construct, Client: model.Arg(0, "publisher"), Result: model.Result(0)},
			{On: model.Func(watermillDelay, "Message"), Role: model.Neutral, Message: model.Arg(0, "msg"), Note: "Writes the delay into the metadata, nothing else."},
			{On: model.Func(watermillDelay, "WithContext"), Role: model.Neutral, Ctx: model.Arg(0, "ctx"), Result: model.Result(0)},
			{On: model.Func(watermillDelay, "NewPublisher"), Role: model.Construct, Client: model.Arg(0, "pub"), Result: model.Result(0)},
			{
				On: model.Func(watermillGoChannel, "NewGoChannel"), Role: model.Construct, Options: model.Arg(0, "config").At("PreserveContext"), MayRead: model.FromMessageContext, Result: model.Result(0),
				Note: "In-process; hands the message's context on only if PreserveContext is true.",
			},
		},
	}
}
