package catalogue

// Repair says in one sentence what to write, where no edit is offered.
func (c *Category) Repair() string {
	return advice[c.name()].repair
}

// Avoid lists what would make the finding go away without mending anything, or
// mend one thing and break another.
func (c *Category) Avoid() []string {
	var out []string
	out = append(out, advice[c.name()].avoid...)
	if c.Variant != "unused-ignore" && c.Variant != "ignore-without-reason" {
		out = append(out, families[c.Rule]...)
		if c.Rule != Housekeeping {
			out = append(out, "do not write //tracelint:ignore unless the break is meant, and then give the reason behind --")
		}
	}
	return out
}

// name is the category's, without the rule for those that all rules have.
func (c *Category) name() string {
	if c.Variant == "unused-ignore" || c.Variant == "ignore-without-reason" {
		return "/" + c.Variant
	}
	return c.Name()
}

// families is what to avoid whatever the category.
var families = map[string][]string{
	"batchlinks":  {"do not make the first message's context the parent of the others' work"},
	"envelope":    {"do not fill a field with a made-up value so that it is set", "do not take the field off the list of required ones in .tracelint.yml"},
	"followup":    {"do not make up an id: take it from the event that came in"},
	"freshroot":   {"do not start another root span", "do not pass context.Background() or context.TODO()"},
	"hiddenretry": {"do not log the same error again without the attempt's number", "do not remove the retries"},
	"idoverload":  {"do not rename the field: the value is what is wrong", "do not make up trace or span ids"},
	"propagator":  {"do not set the propagator in a library: it belongs into main"},
	"publishctx":  {"do not pass context.Background() or context.TODO()", "do not start a root span for the publish", "do not write a traceparent by hand: let the propagator inject it"},
	"spanname":    {"do not put ids or other run-time values into the name: they belong into attributes", "look for dashboards and alerts that know the old name before renaming"},
}

// advice is by category.
var advice = map[string]struct {
	repair string
	avoid  []string
}{
	"batchlinks/no-links":     {repair: "Extract each message's context and give the span a link to it with trace.WithLinks, or start a span for each message."},
	"batchlinks/first-parent": {repair: "Start the span from the loop's own context and link it to each message with trace.WithLinks."},

	"envelope/missing-field": {repair: "Set the field where the event is made, from the context or the event that came in."},
	"envelope/undeclared":    {repair: "Add the field to the envelope's type and set it wherever one is made."},
	"envelope/span-field":    {repair: "Give the consumer's span the attribute when it is started."},

	"followup/reset":     {repair: "Set the correlation id to the incoming event's."},
	"followup/missing":   {repair: "Set the correlation id to the incoming event's."},
	"followup/causation": {repair: "Set the causation id to the id of the incoming event."},

	"freshroot/root":          {repair: "Extract the context from the message's carrier and start the span in it, or link the span to it."},
	"freshroot/no-extract":    {repair: "Extract the context from the message's carrier first, and pass it to what works on the message."},
	"freshroot/discarded":     {repair: "Assign what Extract returns and use it from there on."},
	"freshroot/leaked":        {repair: "Declare the extracted context inside the loop, so that each message starts from the loop's own."},
	"freshroot/attributes":    {repair: "Name the attributes, or all of them, where the messages are received."},
	"freshroot/wrong-context": {repair: "Use the context that the message brings."},

	"hiddenretry/loop":       {repair: "Let each attempt show in the trace by itself."},
	"hiddenretry/swallowed":  {repair: "Record the error on the span, log it, return it, or put the message aside."},
	"hiddenretry/untraced":   {repair: "Let each attempt show in the trace by itself."},
	"hiddenretry/duplicate":  {repair: "Log that the message was handled before, or say so on the span."},
	"hiddenretry/redelivery": {repair: "Put the delivery count into an attribute of the consumer's span."},

	"idoverload/shared":       {repair: "Give each id a value of its own; take trace and span ids from the span context."},
	"idoverload/minted-trace": {repair: "Take the id from the span context."},

	"propagator/unset":      {repair: "Call otel.SetTextMapPropagator in main before anything is sent or received."},
	"propagator/no-baggage": {repair: "Add propagation.Baggage{} to the composite propagator."},

	"publishctx/no-carrier": {repair: "Inject the context into the message's headers before it is published.", avoid: []string{"do not add an empty header map or an empty carrier: something has to be injected"}},
	"publishctx/dropped":    {repair: "Pass the causal context on; if the publish must outlive it, context.WithoutCancel of it."},
	"publishctx/new-root":   {repair: "Set the record's Context to the one at hand, or clear it."},
	"publishctx/stale":      {repair: "Keep the context that starting the span returns, and publish with it."},
	"publishctx/republish":  {repair: "Copy the incoming message's headers to the outgoing one, or inject the context."},
	"publishctx/detached":   {repair: "Give what runs on its own context.WithoutCancel of the context, or wait for it.", avoid: []string{"do not swap the context for an empty one: the event would lose its cause"}},

	"spanname/technical":   {repair: "Name the step of the business that the span covers."},
	"spanname/cardinality": {repair: "Use a constant name and put the values into attributes."},
	"spanname/bare-verb":   {repair: "Put the destination behind the verb."},
	"spanname/style":       {repair: "Write the name in the configured style."},

	Housekeeping + "/directive": {repair: "Correct the directive, or remove it.", avoid: []string{"do not turn it into an ordinary comment: what it was to say is then lost"}},

	"/unused-ignore":         {repair: "Remove the name from the directive, or the directive if it names nothing else.", avoid: []string{"do not bring the finding back"}},
	"/ignore-without-reason": {repair: "Write -- and why the finding does not matter there.", avoid: []string{"do not invent a reason: ask, or mend what is found"}},
}
