// Package catalogue lists the rules and their categories: what can be switched
// on and off, and what each category finds, in one sentence.
package catalogue

import (
	"slices"
	"strings"
)

// Confidence says in which presets a category is reported.
type Confidence uint8

const (
	OptIn Confidence = iota // only if asked for, and in preset strict
	On                      // by default
	Sure                    // by default, and in preset migrate
)

// Category is one kind of finding of one rule.
type Category struct {
	Rule    string
	Variant string // the part after the rule's name
	Confidence
	Needs string // key of the configuration without which the category finds nothing, "" if none
	Finds string // one sentence
}

// Name is the category as findings carry it: rule/variant.
func (c *Category) Name() string { return c.Rule + "/" + c.Variant }

// categories is sorted by rule; within a rule the order is that of its page.
var categories = []Category{
	{"batchlinks", "no-links", On, "", "One span covers several messages, or one message is made of several, without a link to each."},
	{"batchlinks", "first-parent", On, "", "The context of a batch's first message is the parent of all its work."},

	{"envelope", "missing-field", On, "traceConventions.requiredFields", "An event reaches a publish with a required field that nobody set."},
	{"envelope", "undeclared", On, "traceConventions.requiredFields", "An envelope's type has no place for a required field."},
	{"envelope", "span-field", On, "traceConventions.requiredFields", "A consumer's span lacks the attribute of a required field."},

	{"followup", "reset", On, "", "An event caused by a correlated one is given a correlation id of its own."},
	{"followup", "missing", On, "", "An event caused by a correlated one leaves its correlation field empty."},
	{"followup", "causation", OptIn, "", "A follow-up event does not name the event that caused it."},

	{"freshroot", "root", Sure, "", "A consumer's span begins a trace of its own, without a link to the message."},
	{"freshroot", "no-extract", Sure, "", "A consumer works in a context that does not come from the message."},
	{"freshroot", "discarded", Sure, "", "The context taken from the message is not used."},
	{"freshroot", "leaked", Sure, "", "A consume loop carries one message's context over to the next."},
	{"freshroot", "wrong-context", Sure, "", "The message's context is at hand and another one is used."},
	{"freshroot", "attributes", Sure, "", "The trace is read from attributes that the broker was not asked for."},

	{"hiddenretry", "loop", On, "", "Attempts repeat under one span and nothing tells them apart."},
	{"hiddenretry", "swallowed", On, "", "A handler's failure leaves nothing behind: no log record, no status, no dead letter."},
	{"hiddenretry", "untraced", OptIn, "", "Attempts repeat without any span, and nothing of them reaches a trace."},
	{"hiddenretry", "duplicate", OptIn, "", "A message recognised as a duplicate is dropped without a trace."},
	{"hiddenretry", "redelivery", OptIn, "", "The broker tells how often a message was delivered and no span says so."},

	{"idoverload", "shared", On, "", "One value stands in for several ids."},
	{"idoverload", "minted-trace", On, "", "A trace or span id is made up while a real one is at hand."},

	{"propagator", "unset", On, "", "The program injects or starts spans and never sets a propagator: nothing is ever propagated."},
	{"propagator", "no-baggage", On, "", "A correlation is put into baggage, which the propagator does not carry."},

	{"publishctx", "no-carrier", Sure, "", "A message is published without anything that ties it to its cause."},
	{"publishctx", "dropped", Sure, "", "A publish is given an empty context while a causal one is at hand."},
	{"publishctx", "new-root", Sure, "", "An instrumented client takes its parent from a place that was left empty."},
	{"publishctx", "stale", Sure, "", "A span's context is thrown away and the message hangs on the one before it."},
	{"publishctx", "republish", Sure, "", "A message is forwarded without its headers."},
	{"publishctx", "detached", Sure, "", "An event is published with a context that may end before it leaves."},

	{"spanname", "technical", On, "", "A span's name says only which machinery ran."},
	{"spanname", "cardinality", On, "", "A span's name is built from run-time values."},
	{"spanname", "bare-verb", On, "", "A producer's or consumer's span is named with the verb alone, though the destination is known."},
	{"spanname", "style", OptIn, "traceConventions.spanNaming.style", "A span's name is not in the configured style."},

	{Housekeeping, "directive", On, "", "A //tracelint: comment says nothing that tracelint understands."},
}

// Housekeeping is the name of the analyzer that judges what is written for
// tracelint itself.
const Housekeeping = "tracelint"

// suppressions are the categories that every rule has besides its own: its
// findings about the directives that leave out its findings.
var suppressions = []Category{
	{"", "unused-ignore", On, "", "A directive leaves out findings that there are none of."},
	{"", "ignore-without-reason", On, "", "A directive leaves out findings without a reason."},
}

// All returns every category, by rule.
func All() []Category { return slices.Clone(categories) }

// Rules returns the names of the rules, sorted.
func Rules() []string {
	var out []string
	for i := range categories {
		if r := categories[i].Rule; len(out) == 0 || out[len(out)-1] != r {
			out = append(out, r)
		}
	}
	return out
}

// Names returns the names of all rules and categories, sorted.
func Names() []string {
	var out []string
	for _, rule := range Rules() {
		out = append(out, rule)
		for i := range suppressions {
			if rule != Housekeeping {
				out = append(out, rule+"/"+suppressions[i].Variant)
			}
		}
	}
	for i := range categories {
		out = append(out, categories[i].Name())
	}
	slices.Sort(out)
	return out
}

// Find returns the category of that name (rule/variant), nil if there is none.
// Those that every rule has, about directives, are found and not in All.
func Find(name string) *Category {
	rule, variant, _ := strings.Cut(name, "/")
	for i := range suppressions {
		if c := suppressions[i]; c.Variant == variant && rule != Housekeeping && slices.Contains(Rules(), rule) {
			c.Rule = rule
			return &c
		}
	}
	for i := range categories {
		if c := &categories[i]; c.Rule == rule && c.Variant == variant {
			return c
		}
	}
	return nil
}
