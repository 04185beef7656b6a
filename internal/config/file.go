package config

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/model"
)

// file is the shape of .tracelint.yml. The decoder, the JSON Schema, the table
// in docs/configuration.md and the file that tracelint init writes are all
// made from these types:
//
//	key      what the key is called
//	doc      what it means, in a sentence or two
//	default  what holds if the key is absent, where it is not the zero value
//	example  a value to show in the file that tracelint init writes
//	required "true" if the key must be there
//
// Types whose values are one of a few words have a method words, those whose
// values have a syntax of their own a method check.
type file struct {
	Version           int                      `key:"version" default:"1" doc:"The version of this format, which is 1."`
	Preset            preset                   `key:"preset" default:"recommended" doc:"Which categories are reported: recommended, strict (all of them) or migrate (only the surest)."`
	Rules             map[ruleOrCategory]onOff `key:"rules" example:"{spanname: off, spanname/style: on}" doc:"Switches rules and categories on and off. A category's own entry wins over its rule's, and both over the preset."`
	TraceConventions  traceConventions         `key:"traceConventions" doc:"What your events and spans have to look like."`
	ConsumerStructure structure                `key:"consumer-structure" default:"either" doc:"How a consumer's span relates to the message: parent (it is a child of it), link (it is a root with a link to it), or either."`
	IDOverload        idOverload               `key:"idoverload" doc:"Settings of the rule idoverload."`
	Elsewhere         bool                     `key:"instrumentedElsewhere" default:"true" doc:"Say nothing of what AWS's clients send if the module requires what instruments them out of sight: X-Ray's propagator or SDK, Datadog's middleware. false: only what is seen at the client counts."`
	Tests             bool                     `key:"tests" default:"false" doc:"Report in _test.go files too."`
	Deps              deps                     `key:"deps" example:"[example.com/platform]" doc:"Prefixes of import paths whose packages are followed into besides your own modules, or all. go vet follows all in any case."`
	Exclude           []exclusion              `key:"exclude" doc:"Findings that are left out."`
	Overrides         []override               `key:"overrides" doc:"What holds in some files only."`
	Baseline          fileName                 `key:"baseline" example:".tracelint-baseline.json" doc:"A file, relative to this one, with findings that are not reported: those that were there when it was written. See docs/adoption.md."`
	Models            []library                `key:"models" doc:"What calls mean that tracelint can neither infer from their code nor knows from a library: as the tables in internal/model/lib, in YAML."`
}

type traceConventions struct {
	RequiredFields []field    `key:"requiredFields" example:"[traceId, eventId, correlationId, consumerName]" doc:"Fields that every event must have. The rule envelope is active once there are some."`
	SpanNaming     spanNaming `key:"spanNaming" doc:"How spans are to be named."`
}

type spanNaming struct {
	Style     style    `key:"style" example:"business-step-first" doc:"business-step-first: a verb, then what it is done to, as in reserve-inventory. The category spanname/style is active once this is set."`
	Case      nameCase `key:"case" default:"kebab" doc:"How the words are written: kebab, snake, camel, pascal, or words (with blanks between them)."`
	Machinery []string `key:"machinery" example:"[saga, projector]" doc:"Further words that say only which machinery runs."`
	Business  []string `key:"business" example:"[job, schedule]" doc:"Words that would be machinery elsewhere and are the business here."`
}

type idOverload struct {
	AllowOrigin bool `key:"allow-origin" default:"true" doc:"Accept that the first event of a flow takes its own id for its correlation too."`
}

type exclusion struct {
	Path   glob             `key:"path" required:"true" example:"internal/legacy/**" doc:"Files, or directories with all below them, relative to this file. * stands for anything but a slash, ** for any number of directories."`
	Rules  []ruleOrCategory `key:"rules" example:"[publishctx, freshroot/root]" doc:"The rules and categories that are left out there; all if there are none."`
	Reason string           `key:"reason" example:"is replaced by the new bus this quarter" doc:"Why, for those who come after you."`
}

type override struct {
	Paths  []glob                   `key:"paths" required:"true" example:"[internal/legacy/**, cmd/*/gen]" doc:"Files and directories, as in exclude."`
	Rules  map[ruleOrCategory]onOff `key:"rules" required:"true" example:"{spanname: off, followup/causation: on}" doc:"Switches rules and categories on and off there. What the last of several overrides says counts."`
	Reason string                   `key:"reason" example:"spans are renamed together with the dashboards" doc:"Why, for those who come after you."`
}

type library struct {
	Name     string    `key:"name" example:"bus" doc:"A short name, for messages."`
	Tracing  bool      `key:"tracing" doc:"The packages are a tracing API: whoever reaches them can start spans."`
	Messages []message `key:"messages" doc:"The types whose values cross the broker."`
	Rows     []row     `key:"rows" doc:"What functions and methods do."`
}

type message struct {
	Type     object `key:"type" required:"true" example:"example.com/shop/bus.Message" doc:"The type, as path/of/pkg.Name."`
	Carrier  string `key:"carrier" example:"Headers" doc:"The field, or Method(), that holds the headers."`
	Body     string `key:"body" example:"Value" doc:"The field or method that holds the payload."`
	Context  string `key:"context" doc:"The field or method that holds a context.Context, which never crosses the broker."`
	Received bool   `key:"received" example:"true" doc:"Values of the type may come from the broker."`
	Sent     bool   `key:"sent" example:"true" doc:"Values of the type may be published."`
}

type row struct {
	On       object   `key:"on" required:"true" example:"example.com/shop/bus.Bus.Publish" doc:"What the row is about: path/of/pkg.Function or path/of/pkg.Type.Method. (path/of/pkg.Type).Method is the same."`
	Kind     kind     `key:"kind" doc:"What on names, if it is neither a function nor a method."`
	Role     role     `key:"role" required:"true" example:"publish" doc:"What a call does to the flow of events."`
	Ctx      place    `key:"ctx" example:"arg 0" doc:"The context.Context given."`
	Message  place    `key:"message" example:"arg 1" doc:"The event published, received, or looked at."`
	Carrier  place    `key:"carrier" doc:"inject, extract, parent, stamp: the carrier."`
	Callback callback `key:"callback" doc:"handle, element, retry: the function that is called for each event. construct, publish: a hook that may change the outgoing message."`
	Client   place    `key:"client" doc:"The client, if it is not the receiver; construct, wrap: the client that this one sends through."`
	Topic    place    `key:"topic" doc:"The topic, subject, queue or routing key."`
	Name     place    `key:"name" doc:"start-span, annotate: the span's name."`
	Options  place    `key:"options" doc:"start-span, construct: options that change what the call means."`
	Result   place    `key:"result" doc:"What comes out, if it is not result 0."`
	Reads    source   `key:"reads" doc:"Where the call takes its parent from as it stands."`
	MayRead  source   `key:"mayRead" doc:"Where it takes its parent from if the client was built with instrumentation."`
	Async    bool     `key:"async" doc:"The hand-off happens after the call has returned."`
	Reply    bool     `key:"reply" doc:"Answers a request rather than emitting an event."`
	Payload  bool     `key:"payload" doc:"The call has room for a payload only: no carrier can be added to it."`
	Subtypes bool     `key:"subtypes" doc:"on is an interface's method, and what implements it counts too."`
	When     string   `key:"when" doc:"The row holds only for calls whose first string is this constant: a tag's key."`
	Twin     string   `key:"twin" doc:"The sibling that takes a context or a carrier, for messages."`
	Note     string   `key:"note" doc:"Why, for those who come after you."`
}

type callback struct {
	At      place  `key:"at" doc:"The function, or the value whose method is called."`
	Method  string `key:"method" doc:"The method of at that is called, if at is no function."`
	Ctx     place  `key:"ctx" doc:"The callback's context."`
	Holds   source `key:"holds" doc:"What that context holds: nothing is the subscription's, context the message's own trace."`
	Message place  `key:"message" doc:"The event."`
	Returns place  `key:"returns" doc:"Events that are published when the callback returns."`
}

type (
	preset         string
	structure      string
	field          string
	style          string
	nameCase       string
	ruleOrCategory string
	role           string
	source         string
	kind           string
	place          string // see model.ParsePlace
	object         string // see model.ParseRef
	glob           string // see match
	fileName       string // with slashes
	onOff          bool   // on, off, true, false
)

// words returns the values that the type may have.
func (preset) words() []string    { return []string{"recommended", "strict", "migrate"} }
func (structure) words() []string { return []string{"parent", "link", "either"} }
func (field) words() []string {
	return []string{"traceId", "eventId", "correlationId", "causationId", "consumerName"}
}
func (style) words() []string          { return []string{"business-step-first"} }
func (nameCase) words() []string       { return []string{"kebab", "snake", "camel", "pascal", "words"} }
func (role) words() []string           { return model.Roles() }
func (source) words() []string         { return model.Sources() }
func (kind) words() []string           { return model.Kinds() }
func (ruleOrCategory) words() []string { return catalogue.Names() }

// check returns what is wrong with the value.
func (f fileName) check() error {
	if strings.Contains(string(f), `\`) {
		return errors.New("want slashes")
	}
	return nil
}

func (p place) check() error { _, err := model.ParsePlace(string(p)); return err }

func (o object) check() error { _, err := model.ParseRef(string(o), ""); return err }

func (g glob) check() error {
	switch clean := path.Clean(string(g)); {
	case path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../"):
		return errors.New("want a path below the directory of this file, written with slashes")
	case strings.Contains(string(g), `\`):
		return errors.New("want slashes")
	}
	for _, elem := range strings.Split(string(g), "/") {
		if elem != "**" && strings.Contains(elem, "**") {
			return errors.New("** stands for directories and has to be an element of its own, as in **/gen/*.go")
		}
		if _, err := path.Match(elem, ""); err != nil {
			return errors.New("a [ without its ]")
		}
	}
	return nil
}

// deps is a list of prefixes or the word all.
type deps struct {
	All      bool
	Prefixes []string
}

// needs returns the places of which a row of the role must have at least one
// each.
func (r *row) needs() []string {
	switch r.Role {
	case "publish", "receive", "context-of", "set-propagator", "carrier-of", "settle":
		return []string{"message"}
	case "handle":
		if r.Kind != "function-type" && !r.Subtypes {
			return []string{"callback.at"}
		}
	case "retry":
		return []string{"callback.at"}
	case "element":
		return []string{"message or callback.message"}
	case "inject":
		return []string{"ctx or message", "carrier"}
	case "parent":
		return []string{"ctx or message or carrier"}
	case "extract":
		return []string{"carrier"}
	case "start-span":
		return []string{"ctx or message or options"}
	case "link", "span-data":
		return []string{"ctx or message"}
	case "detach":
		return []string{"ctx"}
	case "set-context":
		return []string{"ctx", "message"}
	case "with-span-data":
		return []string{"message"}
	case "stamp":
		return []string{"ctx or message", "carrier"}
	case "construct":
		return []string{"options or client or callback.at"}
	}
	return nil
}

func (r *row) has(key string) bool {
	switch key {
	case "ctx":
		return r.Ctx != ""
	case "message":
		return r.Message != ""
	case "carrier":
		return r.Carrier != ""
	case "options":
		return r.Options != ""
	case "client":
		return r.Client != ""
	case "callback.at":
		return r.Callback.At != ""
	case "callback.message":
		return r.Callback.Message != ""
	}
	return false
}

// validate tells what is wrong with a row as a whole, at the key that it is
// about.
func (r *row) validate(problem func(key, msg string)) {
	if r.On != "" && r.On.check() == nil {
		if _, err := model.ParseRef(string(r.On), string(r.Kind)); err != nil {
			problem("on", err.Error())
		}
	}
	for _, need := range r.needs() {
		if !slices.ContainsFunc(strings.Split(need, " or "), r.has) {
			problem("role", fmt.Sprintf("a row with the role %s needs %s", r.Role, need))
		}
	}
	if (r.Async || r.Reply || r.Payload) && r.Role != "publish" && r.Role != "" {
		problem("role", "async, reply and payload are for the role publish")
	}
	for _, c := range []struct {
		key string
		at  place
	}{{"ctx", r.Ctx}, {"carrier", r.Carrier}, {"client", r.Client}, {"topic", r.Topic}, {"name", r.Name}, {"options", r.Options}} {
		if p, err := model.ParsePlace(string(c.at)); err == nil && (p.Base == model.InOf || p.Base == model.OutOf) {
			problem(c.key, "in and out are places of the callback")
		}
	}
}

func (c *callback) validate(problem func(key, msg string)) {
	for _, at := range []struct {
		key  string
		at   place
		base model.Base
		want string
	}{{"ctx", c.Ctx, model.InOf, "in"}, {"message", c.Message, model.InOf, "in"}, {"returns", c.Returns, model.OutOf, "out"}} {
		if p, err := model.ParsePlace(string(at.at)); err == nil && p.Base != at.base {
			problem(at.key, fmt.Sprintf("want a place of the callback: %s N", at.want))
		}
	}
	if c.Holds != "" && c.Holds != "nothing" && c.Ctx == "" {
		problem("holds", "holds says something about ctx, which is not given")
	}
}

func (m *message) validate(problem func(key, msg string)) {
	if ref, err := model.ParseRef(string(m.Type), ""); err == nil && ref.Recv != "" {
		problem("type", fmt.Sprintf("%s names a method", m.Type))
	}
}

// config returns the configuration that the file stands for, whose zero values
// are the defaults.
func (f *file) config() *Config {
	c := &Config{
		Preset:            orZero(f.Preset, "recommended"),
		ConsumerStructure: orZero(f.ConsumerStructure, "either"),
		DenyOrigin:        !f.IDOverload.AllowOrigin,
		SeenOnly:          !f.Elsewhere,
		Tests:             f.Tests,
		Deps:              f.Deps.Prefixes,
		AllDeps:           f.Deps.All,
		SpanNaming: SpanNaming{
			Style:     string(f.TraceConventions.SpanNaming.Style),
			Case:      orZero(f.TraceConventions.SpanNaming.Case, "kebab"),
			Machinery: f.TraceConventions.SpanNaming.Machinery,
			Business:  f.TraceConventions.SpanNaming.Business,
		},
	}
	for name, on := range f.Rules {
		if c.Rules == nil {
			c.Rules = make(map[string]bool)
		}
		c.Rules[string(name)] = bool(on)
	}
	for _, name := range f.TraceConventions.RequiredFields {
		c.RequiredFields = append(c.RequiredFields, string(name))
	}
	for _, e := range f.Exclude {
		out := Exclusion{Path: string(e.Path), Reason: e.Reason}
		for _, name := range e.Rules {
			out.Rules = append(out.Rules, string(name))
		}
		c.Exclude = append(c.Exclude, out)
	}
	for _, o := range f.Overrides {
		out := Override{Rules: make(map[string]bool), Reason: o.Reason}
		for _, p := range o.Paths {
			out.Paths = append(out.Paths, string(p))
		}
		for name, on := range o.Rules {
			out.Rules[string(name)] = bool(on)
		}
		c.Overrides = append(c.Overrides, out)
	}
	c.Baseline = string(f.Baseline)
	for i := range f.Models {
		c.Models = append(c.Models, f.Models[i].model())
	}
	return c
}

// orZero returns s, or "" if it is the default.
func orZero[S ~string](s S, def string) string {
	if string(s) == def {
		return ""
	}
	return string(s)
}

func (l *library) model() *model.Library {
	lib := &model.Library{Name: l.Name, Tracing: l.Tracing, House: true}
	path := func(ref model.Ref) model.Ref {
		if !slices.Contains(lib.Paths, ref.Pkg) {
			lib.Paths = append(lib.Paths, ref.Pkg)
		}
		return ref
	}
	for _, m := range l.Messages {
		lib.Messages = append(lib.Messages, model.MessageType{
			Type: path(m.Type.ref("type")), Carrier: m.Carrier, Body: m.Body, Context: m.Context, Received: m.Received, Sent: m.Sent,
		})
	}
	for _, r := range l.Rows {
		role, _ := model.ParseRole(string(r.Role))
		lib.Rows = append(lib.Rows, model.Row{
			On: path(r.On.ref(string(r.Kind))), Role: role,
			Ctx: r.Ctx.place(), Message: r.Message.place(), Carrier: r.Carrier.place(),
			Callback: model.Callback{
				At: r.Callback.At.place(), Method: r.Callback.Method, Ctx: r.Callback.Ctx.place(), Holds: r.Callback.Holds.source(),
				Message: r.Callback.Message.place(), Returns: r.Callback.Returns.place(),
			},
			Client: r.Client.place(), Topic: r.Topic.place(), Name: r.Name.place(), Options: r.Options.place(), Result: r.Result.place(),
			Reads: r.Reads.source(), MayRead: r.MayRead.source(), Async: r.Async, Reply: r.Reply, Payload: r.Payload, Subtypes: r.Subtypes,
			When: r.When, Twin: r.Twin, Note: r.Note,
		})
	}
	return lib
}

// ref, place and source convert what has been checked.
func (o object) ref(kind string) model.Ref { ref, _ := model.ParseRef(string(o), kind); return ref }
func (p place) place() model.Place         { pl, _ := model.ParsePlace(string(p)); return pl }
func (s source) source() model.Source      { src, _ := model.ParseSource(string(s)); return src }
