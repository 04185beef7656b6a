package proof

// Case is one program with one mistake.
type Case struct {
	Library  string // directory below analyzers/testdata/lib
	Name     string // directory of the program below that; its repaired twin is in Name_ok
	Category string // of the finding that the mistake must lead to
	Fixable  bool   // the finding has a fix

	Before Expectation // what a run shows
	After  Expectation // what a run of the fixed program and of the twin shows
}

// What a search for the workflow of an order finds: its placing alone, or what
// came of it as well.
var (
	unfindable = All(Joined("place-order", "reserve-inventory"), workflow("place-order", "w-1"), workflow("reserve-inventory", ""))
	findable   = All(Joined("place-order", "reserve-inventory"), workflow("place-order", "w-1"), workflow("reserve-inventory", "w-1"))
)

func workflow(span, id string) Expectation {
	return Attribute(span, "messaging.message.conversation_id", id)
}

// cases are all programs. A case is a line here, a directory with its twin, and
// two lines in the main.go of its library.
var cases = []Case{
	{"kafkago", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"kafkago", "dropped", "publishctx/dropped", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"kafkago", "stale", "publishctx/stale", true,
		All(Joined("place-order", "reserve-inventory"), Apart("publish orders", "reserve-inventory")),
		Joined("publish orders", "reserve-inventory")},
	{"kafkago", "republish", "publishctx/republish", false,
		All(Joined("place-order", "reserve-inventory"), Apart("place-order", "review-order")),
		Joined("place-order", "review-order")},
	{"kafkago", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"kafkago", "noextract", "freshroot/no-extract", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"kafkago", "discarded", "freshroot/discarded", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"kafkago", "leaked", "freshroot/leaked", true,
		Joined("place-order", "reserve-inventory[o-2]"),
		All(Joined("place-order", "reserve-inventory[o-1]"), Apart("place-order", "reserve-inventory[o-2]"))},
	{"kafkago", "shared", "idoverload/shared", true,
		All(Confused("reserve-inventory", "header.trace-id", "header.message-id"), LeadsNowhere("reserve-inventory", "header.trace-id")),
		All(ToldApart("reserve-inventory", "header.trace-id", "header.message-id"), LeadsTo("reserve-inventory", "header.trace-id", "place-order"))},

	{"sarama", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"sarama", "instrumented", "publishctx/no-carrier", true,
		All(Apart("place-order", "reserve-inventory"), Joined("orders publish", "reserve-inventory")),
		Joined("place-order", "reserve-inventory")},
	{"sarama", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"kgo", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"kgo", "dropped", "publishctx/dropped", true,
		All(Apart("place-order", "reserve-inventory"), Joined("orders publish", "reserve-inventory")),
		Joined("place-order", "reserve-inventory")},
	{"kgo", "stale", "publishctx/stale", true,
		All(Joined("place-order", "reserve-inventory"), Apart("announce-order", "reserve-inventory")),
		Joined("announce-order", "reserve-inventory")},
	{"kgo", "detached", "publishctx/detached", true,
		Lost("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"kgo", "newroot", "publishctx/new-root", false,
		All(Joined("place-order", "review-order"), Apart("orders process", "review-order")),
		Joined("orders process", "review-order")},
	{"kgo", "republish", "publishctx/republish", false,
		All(Joined("place-order", "reserve-inventory"), Apart("place-order", "review-order")),
		Joined("place-order", "review-order")},
	{"kgo", "root", "freshroot/root", true,
		All(Joined("place-order", "orders receive"), Apart("place-order", "reserve-inventory")),
		Joined("place-order", "reserve-inventory")},
	{"kgo", "wrongcontext", "freshroot/wrong-context", true,
		All(Joined("place-order", "orders receive"), Apart("place-order", "reserve-inventory")),
		Joined("place-order", "reserve-inventory")},

	{"nats", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"nats", "dropped", "publishctx/dropped", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"nats", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"nats", "noextract", "freshroot/no-extract", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"nats", "discarded", "freshroot/discarded", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"nats", "attempts", "hiddenretry/loop", false,
		All(Ended("reserve-inventory", "Unset"), Ended("ask-desk")),
		All(Ended("reserve-inventory", "Unset"), Ended("ask-desk", "Error", "Error", "Error", "Error", "Unset"))},
	{"nats", "swallowed", "hiddenretry/swallowed", false,
		Ended("reserve-inventory", "Unset"), Ended("reserve-inventory", "Error")},

	{"nats", "unset", "propagator/unset", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"nats", "nobaggage", "propagator/no-baggage", true,
		All(Joined("place-order", "reserve-inventory"), Attribute("reserve-inventory", "correlation.id", "")),
		Attribute("reserve-inventory", "correlation.id", "c-1")},
	{"nats", "technical", "spanname/technical", false,
		All(Alike("process", 3), Lost("place-order", "reserve-inventory")),
		All(Joined("place-order", "reserve-inventory"), Joined("place-order", "charge-customer"), Joined("place-order", "book-parcel"))},
	{"nats", "cardinality", "spanname/cardinality", false,
		All(Distinct("reserve-inventory", 3), Joined("place-order[o-1]", "reserve-inventory for o-1")),
		All(Alike("reserve-inventory", 3), Joined("place-order[o-3]", "reserve-inventory[o-3]"))},
	{"nats", "bareverb", "spanname/bare-verb", false,
		Alike("process", 2),
		All(Joined("place-order", "process orders"), Joined("cancel-order", "process cancellations"))},
	{"nats", "shared", "idoverload/shared", true,
		All(Confused("reserve-inventory", "event.trace_id", "event.id"), LeadsNowhere("reserve-inventory", "event.trace_id")),
		All(ToldApart("reserve-inventory", "event.trace_id", "event.id"), LeadsTo("reserve-inventory", "event.trace_id", "place-order"))},
	{"nats", "minted", "idoverload/minted-trace", true,
		LeadsNowhere("file-entry", "entry.trace_id"), LeadsTo("file-entry", "entry.trace_id", "place-order")},
	{"nats", "reset", "followup/reset", true,
		All(Kept("correlation.id", "place-order", "reserve-inventory"), Changed("correlation.id", "reserve-inventory", "deliver-order")),
		Kept("correlation.id", "place-order", "reserve-inventory", "deliver-order")},
	{"nats", "missing", "followup/missing", true,
		All(Kept("correlation.id", "place-order", "reserve-inventory"), Attribute("deliver-order", "correlation.id", "")),
		Kept("correlation.id", "place-order", "reserve-inventory", "deliver-order")},
	{"nats", "causation", "followup/causation", true,
		Attribute("deliver-order", "causation.id", ""),
		Names("deliver-order", "causation.id", "reserve-inventory", "event.id")},

	{"nats", "missingfield", "envelope/missing-field", false, unfindable, findable},
	{"nats", "undeclared", "envelope/undeclared", false, unfindable, findable},
	{"nats", "spanfield", "envelope/span-field", false, unfindable, findable},

	{"sqs", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"sqs", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"sqs", "attributes", "freshroot/attributes", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"sns", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"pubsub", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"pubsub", "dropped", "publishctx/dropped", true,
		All(Apart("place-order", "reserve-inventory"), Joined("orders create", "reserve-inventory")),
		Joined("place-order", "reserve-inventory")},
	{"pubsub", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"pubsub", "wrongcontext", "freshroot/wrong-context", false,
		All(Joined("place-order", "orders process"), Apart("place-order", "reserve-inventory")),
		Joined("orders process", "reserve-inventory")},

	{"gocloud", "nocarrier", "publishctx/no-carrier", true,
		All(Joined("place-order", "gocloud.dev/pubsub.Topic.Send"), Apart("place-order", "reserve-inventory")),
		Joined("place-order", "reserve-inventory")},
	{"gocloud", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"redis", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"redis", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"redis", "channel", "publishctx/no-carrier", false,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"asynq", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"asynq", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"cloudevents", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"cloudevents", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"jetstream", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"jetstream", "detached", "publishctx/detached", true,
		Lost("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"jetstream", "republish", "publishctx/republish", false,
		All(Joined("place-order", "reserve-inventory"), Apart("place-order", "review-order")),
		Joined("place-order", "review-order")},
	{"jetstream", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"jetstream", "batch", "batchlinks/no-links", false,
		All(Apart("place-order[o-1]", "reserve-batch"), Apart("place-order[o-2]", "reserve-batch")),
		All(Joined("place-order[o-1]", "reserve-batch"), Joined("place-order[o-2]", "reserve-batch"))},
	{"jetstream", "firstparent", "batchlinks/first-parent", false,
		All(Joined("place-order[o-1]", "reserve-batch"), Apart("place-order[o-2]", "reserve-batch")),
		All(Joined("place-order[o-1]", "reserve-batch"), Joined("place-order[o-2]", "reserve-batch"))},
	{"jetstream", "attempts", "hiddenretry/loop", false,
		All(Ended("place-order", "Error"), Ended("send-order")),
		All(Ended("place-order", "Error"), Ended("send-order", "Error", "Error", "Error", "Error", "Error"))},

	{"mqtt", "nocarrier", "publishctx/no-carrier", false,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"mqtt5", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"mqtt5", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"nsq", "nocarrier", "publishctx/no-carrier", false,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"stomp", "nocarrier", "publishctx/no-carrier", false,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"stomp", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"opentracing", "nocarrier", "publishctx/no-carrier", false,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"opentracing", "root", "freshroot/root", false,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},

	{"watermill", "nocarrier", "publishctx/no-carrier", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"watermill", "stale", "publishctx/stale", true,
		All(Joined("place-order", "reserve-inventory"), Apart("publish orders", "reserve-inventory")),
		Joined("publish orders", "reserve-inventory")},
	{"watermill", "republish", "publishctx/republish", false,
		All(Joined("place-order", "reserve-inventory"), Apart("place-order", "review-order")),
		Joined("place-order", "review-order")},
	{"watermill", "root", "freshroot/root", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
	{"watermill", "wrongcontext", "freshroot/wrong-context", true,
		Apart("place-order", "reserve-inventory"), Joined("place-order", "reserve-inventory")},
}
