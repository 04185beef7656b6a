package config

import (
	"reflect"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/model"
)

// full uses every key once.
const full = `
version: 1
preset: strict
rules:
  spanname: off
  spanname/style: on
  freshroot/root: false
  followup: true
traceConventions:
  requiredFields: [traceId, eventId, correlationId, consumerName]
  spanNaming:
    style: business-step-first
    case: snake
    machinery: [saga]
    business: [job]
consumer-structure: link
idoverload:
  allow-origin: false
tests: true
deps: [example.com/platform]
exclude:
  - path: internal/legacy/**
    rules: [publishctx, freshroot/root]
    reason: goes away
models:
  - name: bus
    tracing: true
    messages:
      - {type: example.com/shop/bus.Message, carrier: Headers, body: Value, context: Context(), received: true, sent: true}
    rows:
      - on: example.com/shop/bus.Bus.Publish
        role: publish
        ctx: arg 0 ctx
        message: arg 1
        topic: arg 1.Topic
        mayRead: context
        async: true
        twin: PublishMsg
        note: by hand
      - on: example.com/shop/bus.Handler
        kind: function-type
        role: handle
        callback: {ctx: in 0, holds: context, message: in 1}
`

func TestParseAll(t *testing.T) {
	got, err := Parse("x.yml", []byte(full))
	if err != nil {
		t.Fatal(err)
	}
	const bus = "example.com/shop/bus"
	want := &Config{
		Preset:            "strict",
		Rules:             map[string]bool{"spanname": false, "spanname/style": true, "freshroot/root": false, "followup": true},
		RequiredFields:    []string{"traceId", "eventId", "correlationId", "consumerName"},
		SpanNaming:        SpanNaming{Style: "business-step-first", Case: "snake", Machinery: []string{"saga"}, Business: []string{"job"}},
		ConsumerStructure: "link",
		DenyOrigin:        true,
		Tests:             true,
		Deps:              []string{"example.com/platform"},
		Exclude:           []Exclusion{{"internal/legacy/**", []string{"publishctx", "freshroot/root"}, "goes away"}},
		Models: []*model.Library{{
			Name: "bus", Tracing: true, House: true, Paths: []string{bus},
			Messages: []model.MessageType{{Type: model.Type(bus, "Message"), Carrier: "Headers", Body: "Value", Context: "Context()", Received: true, Sent: true}},
			Rows: []model.Row{
				{
					On: model.Method(bus, "Bus", "Publish"), Role: model.Publish, Ctx: model.Arg(0, "ctx"), Message: model.Arg(1, ""), Topic: model.Arg(1, "").At("Topic"),
					MayRead: model.FromContext, Async: true, Twin: "PublishMsg", Note: "by hand",
				},
				{On: model.FuncType(bus, "Handler"), Role: model.Handle, Callback: model.Callback{Ctx: model.In(0), Holds: model.FromContext, Message: model.In(1)}},
			},
		}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestDefaults sees to it that what says nothing, and what says the default,
// is the zero Config.
func TestDefaults(t *testing.T) {
	for _, text := range []string{
		"", "# nothing\n", "---\n", "{}", "version: 1\n", "version:\nrules:\ntraceConventions:\n  spanNaming:\n", "rules: {}\ndeps: []\nmodels: []\n",
		"preset: recommended\nconsumer-structure: either\ntests: off\nidoverload: {allow-origin: true}\ntraceConventions: {spanNaming: {case: kebab}}\n",
	} {
		if c, err := Parse("x.yml", []byte(text)); err != nil || !reflect.DeepEqual(c, new(Config)) {
			t.Errorf("%q: %+v, %v", text, c, err)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		want Config
	}{
		{"deps: all", Config{AllDeps: true}},
		{"{preset: migrate}", Config{Preset: "migrate"}},
		{`{"tests": true}`, Config{Tests: true}},
		{"traceConventions: {requiredFields: &f [eventId]}\n", Config{RequiredFields: []string{"eventId"}}},
		{"exclude:\n- &e {path: a}\n- *e\n", Config{Exclude: []Exclusion{{Path: "a"}, {Path: "a"}}}},
	} {
		if got, err := Parse("x.yml", []byte(c.text)); err != nil || !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%q: %+v, %v", c.text, got, err)
		}
	}
}

func TestProblems(t *testing.T) {
	const row = "models:\n- rows:\n  - "
	for _, c := range []struct{ text, want string }{
		// Keys.
		{"presets: strict", "1:1: unknown key presets; did you mean preset?"},
		{"colour: red", "1:1: unknown key colour"},
		{"consumerStructure: link", "1:1: unknown key consumerStructure; did you mean consumer-structure?"},
		{"spanname: off", "1:1: unknown key spanname; it belongs below rules"},
		{"requiredFields: [eventId]", "1:1: unknown key requiredFields; it belongs below traceConventions"},
		{"traceConventions:\n  style: business-step-first", "2:3: unknown key style; it belongs below traceConventions.spanNaming"},
		{"traceConventions:\n  spanNameing:\n    style: x", "2:3: unknown key spanNameing; did you mean spanNaming?"},
		{"preset: strict\npreset: migrate", "2:1: preset is there twice, first in line 1"},
		{"rules:\n  spanname: on\n  spanname: off", "3:3: spanname is there twice, first in line 2"},
		// Values.
		{"preset: stict", `1:9: unknown preset "stict"; did you mean strict?`},
		{"preset: all", `1:9: unknown preset "all"; want recommended, strict or migrate`},
		{"preset: [strict]", "1:9: want a word, not a list"},
		{"tests: yes", `1:8: want true or false, not "yes"`},
		{"tests: {}", "1:8: want true or false, not keys and values"},
		{"rules: [spanname]", "1:8: want keys and values, not a list"},
		{"rules: {spanname: maybe}", `1:19: want on or off, not "maybe"`},
		{"rules: {spanname: }", "1:9: spanname has no value"},
		{"rules: {spannames: off}", `1:9: unknown rule or category "spannames"; did you mean spanname?`},
		{"rules: {spanname/stile: off}", `1:9: unknown rule or category "spanname/stile"; did you mean spanname/style?`},
		{"rules: {no-carrier: off}", `1:9: unknown rule or category "no-carrier"; did you mean publishctx/no-carrier?`},
		{"rules: {nonsense: off}", `1:9: unknown rule or category "nonsense"`},
		{"traceConventions: {requiredFields: traceId}", `1:36: want a list, not "traceId"`},
		{"traceConventions: {requiredFields: [traceID, traceparent]}", `1:37: unknown required field "traceID"; did you mean traceId?
1:46: unknown required field "traceparent"; want traceId, eventId, correlationId, causationId or consumerName`},
		{"traceConventions: {spanNaming: {case: kebap}}", `1:39: unknown case "kebap"; did you mean kebab?`},
		{"consumer-structure: child", `1:21: unknown consumer-structure "child"; want parent, link or either`},
		{"deps: some", `1:7: want a list of import path prefixes, or all, not "some"`},
		{"just text", `1:1: want keys and values, not "just text"`},
		{"- preset: strict", "1:1: want keys and values, not a list"},
		// The format.
		{"version: 2\nnew-key: 1", "1:10: version 2 is not one that this tracelint reads, which is 1"},
		{"version: one", "1:10: version one is not one that this tracelint reads, which is 1"},
		{"tests: true\n---\ntests: false", "2:1: a second document; one is all there may be"},
		{"rules:\n\tspanname: on", "2:1: found character that cannot start any token"},
		{"rules: {\npreset: strict", "3:1: did not find expected ',' or '}'"},
		// Exclusions.
		{"exclude: [{rules: [spanname]}]", "1:11: path is missing"},
		{"exclude: [{path: '../x'}]", `1:18: path "../x": want a path below the directory of this file, written with slashes`},
		{"exclude: [{path: /x}]", `1:18: path "/x": want a path below the directory of this file, written with slashes`},
		{"exclude: [{path: 'a\\b'}]", `1:18: path "a\\b": want slashes`},
		{"exclude: [{path: 'a/**.go'}]", `1:18: path "a/**.go": ** stands for directories and has to be an element of its own, as in **/gen/*.go`},
		{"exclude: [{path: 'a[b'}]", `1:18: path "a[b": a [ without its ]`},
		{"exclude: [{path: a, rule: [spanname], rules: [spannam]}]", `1:21: unknown key rule; did you mean rules?
1:47: unknown rule or category "spannam"; did you mean spanname?`},
		// Models.
		{row + "role: publish\n    message: arg 1", "3:5: on is missing"},
		{row + "on: example.com/bus.Publish\n    message: arg 1", "3:5: role is missing"},
		{row + "on: Publish\n    role: publish\n    message: arg 1", `3:9: object "Publish": want "path/of/pkg.Name" or "path/of/pkg.Type.Name"`},
		{row + "on: example.com/bus.Publish\n    role: publishes\n    message: arg 1", `4:11: unknown role "publishes"; did you mean publish?`},
		{row + "on: example.com/bus.Publish\n    role: publish\n    message: argument 1", `5:14: place "argument 1": want "arg N [name]", "recv", "result N", "in N", "out N", "sent N", "got N" or "chan N [name]", and for a part of it ".Field" behind that`},
		{row + "on: example.com/bus.Publish\n    role: publish", "4:11: a row with the role publish needs message"},
		{row + "on: example.com/bus.Start\n    role: start-span", "4:11: a row with the role start-span needs ctx or message or options"},
		{row + "on: example.com/bus.Publish\n    role: publish\n    message: arg 1\n    reads: header", `6:12: unknown source "header"; did you mean headers?`},
		{row + "on: example.com/bus.Publish\n    kind: method\n    role: publish\n    message: arg 1", "3:9: example.com/bus.Publish does not name a method"},
		{row + "on: example.com/bus.Publish\n    role: publish\n    message: arg 1\n    ctx: in 0", "6:10: in and out are places of the callback"},
		{row + "on: example.com/bus.On\n    role: handle\n    callback: {at: arg 1, message: arg 0}", "5:36: want a place of the callback: in N"},
		{row + "on: example.com/bus.On\n    role: handle\n    callback: {at: arg 1, holds: context, message: in 0}", "5:34: holds says something about ctx, which is not given"},
		{row + "on: example.com/bus.Ack\n    role: settle\n    message: arg 0\n    payload: true", "4:11: async, reply and payload are for the role publish"},
		{"models:\n- messages:\n  - {type: example.com/bus.T.M}", "3:12: example.com/bus.T.M names a method"},
		// Everything at once, from top to bottom.
		{"preset: x\nrules:\n  a: on\ntest: true\n", `1:9: unknown preset "x"; want recommended, strict or migrate
3:3: unknown rule or category "a"
4:1: unknown key test; did you mean tests?`},
	} {
		cfg, err := Parse("x.yml", []byte(c.text))
		if err == nil || cfg != nil {
			t.Errorf("%q: no error", c.text)
			continue
		}
		if got := strings.ReplaceAll(err.Error(), "x.yml:", ""); got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.text, got, c.want)
		}
	}
}

// TestNoPanic feeds the decoder with every prefix of a file that uses every
// key, and with the file without each of its lines.
func TestNoPanic(t *testing.T) {
	for i := range full {
		Parse("x.yml", []byte(full[:i]))
	}
	lines := strings.SplitAfter(full, "\n")
	for i := range lines {
		Parse("x.yml", []byte(strings.Join(lines[:i], "")+strings.Join(lines[i+1:], "")))
	}
}

func FuzzParse(f *testing.F) {
	f.Add(full)
	f.Add("a: &a [*a]")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := Parse("x.yml", []byte(text)); (c == nil) == (err == nil) {
			t.Errorf("%v, %v", c, err)
		}
	})
}
