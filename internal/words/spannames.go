package words

import (
	"strings"
	"unicode"
)

// The vocabulary of span names. A name that consists of machinery alone says
// which code ran and nothing of what it was good for.

// machineVerbs are what code does whatever it is for, in all their forms.
var machineVerbs = forms(
	"process", "handle", "execute", "exec", "run", "perform", "work", "consume", "produce", "publish", "send", "receive", "emit", "dispatch",
	"enqueue", "dequeue", "push", "pop", "pull", "invoke", "call", "begin", "start", "listen", "serve", "subscribe", "ack", "nack",
)

// machineNouns are the parts of any program.
var machineNouns = set(
	"message", "messages", "msg", "msgs", "many", "multiple", "bulk", "event", "events", "evt", "record", "records", "payload", "body", "packet", "data", "item", "items", "element", "elements",
	"job", "jobs", "task", "tasks", "batch", "batches", "request", "requests", "req", "response", "resp", "reply", "result", "operation", "operations", "op", "ops",
	"command", "commands", "cmd", "query", "queries", "sql", "db", "database", "queue", "queues", "broker", "bus", "topic", "subject", "exchange",
	"kafka", "nats", "jetstream", "rabbit", "rabbitmq", "mq", "amqp", "sqs", "sns", "pubsub", "mqtt", "nsq", "pulsar", "redis", "mongo", "mongodb", "postgres", "mysql", "watermill",
	"sarama", "eventbus", "http", "grpc", "rpc", "api", "rest",
	"worker", "workers", "handler", "handlers", "consumer", "consumers", "producer", "producers", "publisher", "subscriber", "listener", "receiver", "sender", "processor",
	"executor", "runner", "dispatcher", "service", "services", "svc", "controller", "manager", "server", "middleware", "callback", "hook", "wrapper", "decorator",
	"adapter", "usecase", "uc", "repo", "repository", "dao", "util", "utils", "helper", "func", "function", "method", "main", "program", "thread", "goroutine", "routine",
	"loop", "iteration", "poll", "do", "init", "recv", "logic", "thing", "stuff", "something", "internal",
)

// ambiguous are those of the nouns that are the business of a scheduler, a
// broker or a database: where the program is named for one, or the span's
// function belongs to one, it counts as business.
var ambiguous = set("job", "task", "queue", "query", "db", "database", "sql", "batch", "broker", "operation", "command", "record", "exchange", "executor", "runner", "dispatcher", "bus")

// fillers are words that say nothing anywhere.
var fillers = set(
	"a", "an", "the", "my", "new", "another", "other", "some", "next", "single", "one", "all", "each", "of", "from", "to", "in", "into", "on", "for", "with", "and", "at",
	"incoming", "outgoing", "inbound", "outbound", "async", "sync", "background", "default", "generic", "dummy", "sample", "example", "foo", "bar", "baz",
)

// structure are words for a span's place in its trace: with no verb beside
// them they name nothing.
var structure = set("span", "spans", "parent", "child", "root", "inner", "outer", "sub", "nested")

// messagingVerbs are the names of operations on messages that conventions put
// before the destination: process orders, publish shop.orders.
var messagingVerbs = forms("process", "consume", "handle", "receive", "publish", "send", "produce", "emit", "enqueue", "dispatch", "deliver", "poll", "pull", "push", "settle", "ack", "nack", "create")

func set(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}

// forms returns the verbs with their regular inflections.
func forms(verbs ...string) map[string]bool {
	m := set("sent", "ran", "did", "begun", "running", "beginning", "popping", "popped")
	for _, v := range verbs {
		stem := strings.TrimSuffix(v, "e")
		for _, f := range []string{v, v + "s", v + "es", stem + "ing", stem + "ed"} {
			m[f] = true
		}
	}
	return m
}

// A Vocabulary tells machinery from business in span names.
type Vocabulary struct {
	machinery map[string]bool // added by configuration
	business  map[string]bool // taken out by it
}

// NewVocabulary returns the built-in vocabulary with words added and taken out.
func NewVocabulary(machinery, business []string) *Vocabulary {
	v := &Vocabulary{map[string]bool{}, map[string]bool{}}
	for _, words := range machinery {
		for _, w := range Split(words) {
			v.machinery[w] = true
		}
	}
	v.Business(business...)
	return v
}

// Business takes words out of the machinery, in singular and plural.
func (v *Vocabulary) Business(list ...string) {
	for _, words := range list {
		for _, w := range Split(words) {
			s := singular(w)
			v.business[w], v.business[s], v.business[plural(s)] = true, true, true
		}
	}
}

// Domain takes out the ambiguous words that are the business of a program, or
// of a type, of that name: asyncjobs, query-engine.
func (v *Vocabulary) Domain(name string) {
	for _, w := range Split(name) {
		for a := range ambiguous {
			if w == a || strings.HasSuffix(w, a) && len(a) > 2 || strings.HasSuffix(w, plural(a)) || len(a) > 3 && strings.HasPrefix(w, a) {
				v.Business(a)
			}
		}
	}
}

func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && len(w) > 3:
		return w[:len(w)-1]
	}
	return w
}

func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "y") && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "s") || strings.HasSuffix(w, "x"):
		return w + "es"
	}
	return w + "s"
}

// nameWords are the words of a span name without numbers.
func nameWords(name string) []string {
	var out []string
	for _, w := range Split(name) {
		if w = strings.TrimRightFunc(w, unicode.IsDigit); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// IsMachinery reports whether the word says only which machinery runs.
func (v *Vocabulary) IsMachinery(w string) bool {
	switch {
	case v.business[w]:
		return false
	case v.machinery[w]:
		return true
	}
	return machineVerbs[w] || machineNouns[w] || fillers[w] || len(w) == 1
}

// IsTechnical reports whether every word of the name is machinery.
func (v *Vocabulary) IsTechnical(name string) bool {
	ws := nameWords(name)
	verb, place, telling, to := false, false, false, false
	for _, w := range ws {
		switch {
		case structure[w] && !v.business[w]:
			place = true
		case !v.IsMachinery(w):
			return false
		default:
			verb, to = verb || machineVerbs[w], to || w == "to"
			telling = telling || !fillers[w] && len(w) > 1
		}
	}
	if place {
		return !verb
	}
	return telling && (verb || !to) // APIResponse.ToHTTPResponse converts
}

// BareVerb returns the verb of a name that consists of a messaging operation
// and, at most, of words that every message could be called.
func (v *Vocabulary) BareVerb(name string) (verb string, ok bool) {
	for _, w := range nameWords(name) {
		switch {
		case verb == "" && messagingVerbs[w] && !v.business[w]:
			verb = w
		case !v.IsMachinery(w):
			return "", false
		}
	}
	return verb, verb != ""
}

// Telling returns the words of a name that are not machinery.
func (v *Vocabulary) Telling(name string) []string {
	var out []string
	for _, w := range nameWords(name) {
		if !v.IsMachinery(w) && !structure[w] {
			out = append(out, w)
		}
	}
	return out
}

// Trimmed is a name from which values were taken out, without what led up to
// them: "reserve order by id " is "reserve order".
func Trimmed(name string) string {
	trim := func(s string) string {
		return strings.TrimFunc(s, func(r rune) bool { return strings.ContainsRune(" -_:/.#()[]{}=,", r) })
	}
	name = trim(strings.Join(strings.Fields(name), " "))
	for {
		ws := nameWords(name)
		if len(ws) < 2 {
			return name
		}
		switch last := ws[len(ws)-1]; {
		case fillers[last], last == "id", last == "by", last == "no", last == "number", last == "key", last == "uuid":
			if !strings.HasSuffix(strings.ToLower(name), last) {
				return name
			}
			name = trim(name[:len(name)-len(last)])
		default:
			return name
		}
	}
}

// InCase joins words in a case: "kebab" (also if empty), "snake", "camel",
// "pascal" or "words".
func InCase(ws []string, style string) string {
	title := func(w string) string {
		for _, r := range w {
			return string(unicode.ToUpper(r)) + w[len(string(r)):]
		}
		return w
	}
	switch style {
	case "snake":
		return strings.Join(ws, "_")
	case "words":
		return strings.Join(ws, " ")
	case "camel", "pascal":
		var b strings.Builder
		for i, w := range ws {
			if i > 0 || style == "pascal" {
				w = title(w)
			}
			b.WriteString(w)
		}
		return b.String()
	}
	return strings.Join(ws, "-")
}

// businessVerbs are what people and programs do for a living, in their base
// form. A name may begin with another verb; these are those that are told to
// stand in the wrong place.
var businessVerbs = set(
	"accept", "activate", "add", "adjust", "allocate", "apply", "approve", "archive", "assign", "authenticate", "authorize", "authorise", "bill", "block", "book", "build",
	"calculate", "cancel", "capture", "charge", "check", "checkout", "claim", "close", "collect", "complete", "compute", "confirm", "convert", "create", "credit", "debit",
	"delete", "deliver", "deposit", "detect", "disable", "discount", "enable", "enrich", "estimate", "evaluate", "export", "fetch", "find", "fulfil", "fulfill", "generate", "get", "grant",
	"import", "index", "insert", "invite", "issue", "list", "load", "lock", "lookup", "mark", "match", "merge", "move", "notify", "open", "pack", "pay", "pick", "place", "post",
	"prepare", "price", "print", "propose", "provision", "purchase", "quote", "rank", "rate", "read", "rebuild", "receive", "recalculate", "reconcile", "record", "refund", "register", "reject", "release",
	"remove", "render", "renew", "replace", "report", "request", "reserve", "reset", "resolve", "restock", "retry", "return", "review", "revoke", "save", "schedule", "search", "select", "sell", "send", "settle", "ship",
	"sign", "split", "store", "submit", "suspend", "sync", "track", "transfer", "unlock", "update", "upload", "validate", "verify", "withdraw", "write",
	"process", "handle", "execute", "run", "consume", "produce", "publish", "emit", "dispatch", "enqueue", "start", "stop",
)

// nounsToo are verbs that are as often what something is done to.
var nounsToo = set("order", "book", "price", "quote", "report", "request", "record", "index", "list", "store", "post", "rate", "bill", "credit", "debit", "deposit", "discount", "match", "estimate", "charge", "claim", "return", "transfer", "purchase", "block", "issue", "track", "pack", "place", "sign", "print", "checkout", "schedule", "search", "review", "release", "import", "export", "refund", "check", "reset", "lock", "update", "upload", "run", "start", "stop", "split", "merge", "close", "open", "move", "mark", "rank", "sync", "retry", "lookup", "sell", "ship", "pick", "read", "write", "load", "save", "build", "rebuild", "process", "handle")

// IsVerb reports whether a name that begins with the word begins with a verb.
func IsVerb(w string) bool { return businessVerbs[w] }

// A Fault is what keeps a name from being in a style.
type Fault uint8

const (
	InStyle    Fault = iota
	WrongCase        // not in the configured case
	NoObject         // one word: what is it done to?
	VerbLater        // a verb, but not in front
	Participle       // what has happened, not what is done
)

// BusinessStepFirst reports whether a name is a verb and then what it is done
// to, in the given case, and if not, the name as it would be in style, as far
// as its own words tell; "" if they do not.
func BusinessStepFirst(name, style string) (Fault, string) {
	ws := Split(name)
	if len(ws) == 0 {
		return InStyle, ""
	}
	if len(ws) == 1 {
		return NoObject, ""
	}
	if !businessVerbs[ws[0]] {
		for i := len(ws) - 1; i > 0; i-- {
			if businessVerbs[ws[i]] && !(nounsToo[ws[i]] && i < len(ws)-1) {
				turned := append([]string{ws[i]}, ws[:i]...)
				return VerbLater, InCase(append(turned, ws[i+1:]...), style)
			}
		}
		if last := ws[len(ws)-1]; strings.HasSuffix(last, "ed") && len(last) > 4 && !strings.HasSuffix(last, "eed") {
			for _, base := range []string{last[:len(last)-2], last[:len(last)-1]} {
				if businessVerbs[base] {
					return Participle, InCase(append([]string{base}, ws[:len(ws)-1]...), style)
				}
			}
			return Participle, ""
		}
	}
	if want := InCase(ws, style); want != name {
		return WrongCase, want
	}
	return InStyle, ""
}

// boundedOwners are things of which a program has few, so that their ids are few too.
var boundedOwners = set(
	"worker", "node", "instance", "host", "partition", "shard", "replica", "topic", "subscription", "queue", "channel", "handler", "consumer", "producer", "publisher",
	"subscriber", "group", "client", "tenant", "app", "application", "service", "module", "plugin", "stage", "step", "rule", "model", "tool", "method", "operation", "region",
	"zone", "cluster", "type", "kind", "category", "status", "state", "currency", "country", "language", "locale", "version", "schema", "template", "route", "endpoint",
	"project", "env", "environment", "stream", "broker", "server", "pod", "thread", "process", "slot", "lane", "level", "namespace", "team", "role", "feature", "flag", "metric",
	"check", "probe", "connector", "integration", "provider", "driver", "exchange", "store", "shop", "warehouse", "site", "pool", "runner", "executor", "processor", "listener",
	"poller", "agent", "component", "system", "workflow", "pipeline", "scheduler", "source", "sink", "target", "key", "public", "kms", "vendor", "table", "collection", "bucket", "hook", "function", "lambda", "engine", "resource", "config", "setting", "program", "destination", "database", "db",
)

// isBounded reports whether of what the word names a program has few; several
// words may have been written as one: subworker.
func isBounded(w string) bool {
	w = singular(w)
	if boundedOwners[w] {
		return true
	}
	for i := 1; i+4 <= len(w); i++ {
		if boundedOwners[w[i:]] {
			return true
		}
	}
	return false
}

// IsManyID reports whether a field, parameter or accessor of that name, owned
// by something of the other name, holds an id of which there is one for each
// message, request or business object. Of a plain id the owner decides; with
// no owner it is not one.
func IsManyID(name, owner string) bool {
	ws := Split(name)
	if n := len(ws); n > 0 && ws[0] == "get" {
		ws = ws[1:]
	}
	if len(ws) == 1 {
		for _, suffix := range []string{"uuid", "guid", "id"} {
			if stem, ok := strings.CutSuffix(ws[0], suffix); ok && len(stem) > 2 && (machineNouns[stem] || idOwners[stem]) {
				ws = []string{stem, suffix} // orderid, in one word
			}
		}
	}
	n := len(ws)
	if n == 0 {
		return false
	}
	switch ws[n-1] {
	case "id", "uuid", "guid", "ulid":
	default:
		return false
	}
	if n > 1 {
		return !isBounded(ws[n-2])
	}
	os := Split(owner)
	if len(os) == 0 {
		return ws[0] != "id"
	}
	for _, w := range os {
		if isBounded(w) {
			return false
		}
	}
	return true
}

var idOwners = set("order", "user", "customer", "account", "product", "payment", "invoice", "session", "trace", "span", "correlation", "transaction", "cart", "shipment", "document", "file")

// IsDestination reports whether a field, method or variable of that name names
// where messages go or what kind of message it is.
func IsDestination(name string) bool {
	switch strings.Join(Split(name), "") {
	case "topic", "topicname", "subject", "queue", "queuename", "routingkey", "exchange", "exchangename", "stream", "channel", "destination", "eventtype", "eventname", "messagetype", "messagename", "msgtype", "subscription", "subscriptionname":
		return true
	}
	return false
}

// IsInstrumentation reports whether a package with an element of that name in its
// path instruments others' code, so that the names of its spans are for those to give.
func IsInstrumentation(elem string) bool {
	for _, w := range Split(elem) {
		switch {
		case strings.HasPrefix(w, "otel"), strings.HasPrefix(w, "opentel"), strings.HasPrefix(w, "opentrac"), strings.HasPrefix(w, "instrument"):
			return true
		case w == "trace", w == "tracing", w == "tracer", w == "telemetry", w == "observability", w == "apm", w == "middleware", w == "middlewares", w == "interceptor", w == "interceptors",
			w == "zipkin", w == "jaeger", w == "ddtrace", w == "tracectx", w == "o11y", w == "xray", w == "decorator", w == "decorators":
			return true
		}
	}
	return false
}

// IsExtraction reports whether a function of that name takes something out of
// what it is given, such as a trace out of headers.
func IsExtraction(name string) bool {
	for _, w := range Split(name) {
		if w == "extract" {
			return true
		}
	}
	return false
}

// IsDecoding reports whether a function of that name makes a value out of bytes.
func IsDecoding(name string) bool {
	for _, w := range Split(name) {
		switch w {
		case "unmarshal", "decode", "parse", "deserialize", "bind":
			return true
		}
	}
	return false
}

// IsHappening reports whether a type of that name is an event or a command:
// OrderPlaced, StockEvent, ChargeCommand.
func IsHappening(name string) bool {
	ws := Split(name)
	if len(ws) < 2 {
		return false
	}
	last := ws[len(ws)-1]
	return strings.HasSuffix(last, "ed") || last == "event" || last == "command" || last == "cmd" || last == "message" || last == "msg"
}

// IsMajorVersion reports whether a path element is v2, v3, ...
func IsMajorVersion(elem string) bool {
	return len(elem) > 1 && elem[0] == 'v' && strings.Trim(elem[1:], "0123456789") == ""
}

// IsMaker reports whether a function of that name makes or gets what works
// later: NewWorker, getHandler.
func IsMaker(name string) bool {
	ws := Split(name)
	if len(ws) < 2 {
		return false
	}
	switch ws[0] {
	case "new", "make", "build", "get", "with", "register", "create":
	default:
		return false
	}
	last := ws[len(ws)-1]
	return ws[0] == "new" || ws[0] == "with" || machineNouns[last] && strings.HasSuffix(last, "r") || last == "reader" || last == "writer"
}

// IsTestSupport reports whether a package of that name stands in for others in
// tests.
func IsTestSupport(name string) bool {
	switch strings.ToLower(name) {
	case "testutil", "testutils", "testing", "testhelper", "testhelpers", "testsupport", "mock", "mocks", "fake", "fakes", "stub", "stubs":
		return true
	}
	return false
}
