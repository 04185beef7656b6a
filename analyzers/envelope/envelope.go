package envelope

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
)

const name = "envelope"

// Analyzer is the rule with the default configuration, for drivers that take
// analyzers as variables, such as Bazel's nogo.
var Analyzer = base.Default.Rule(New(base.Default.Config, base.Default.Engine))

// New returns the rule. Engine is the analyzer of package eventflow that it
// shares with the other rules.
func New(cfg config.Config, engine *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     name,
		Doc:      doc,
		URL:      diag.URL(name, ""),
		Requires: []*analysis.Analyzer{engine},
		Run: func(pass *analysis.Pass) (any, error) {
			index := pass.ResultOf[engine].(*eventflow.Index)
			report := diag.New(pass, cfg)
			for _, e := range index.Envelopes {
				if len(e.Lacks) > 0 {
					report.Report(undeclared(e))
				}
				for _, s := range e.Sent {
					report.Report(missing(e, s))
				}
			}
			for _, s := range index.SpanFields {
				report.Report(spanField(s))
			}
			return nil, nil
		},
	}
}

func undeclared(e *eventflow.Envelope) diag.Finding {
	return diag.Finding{Pos: e.Pos, End: e.End, Variant: "undeclared",
		Message: fmt.Sprintf("%s has no place for %s: %s; add %s", e.Name, list(e.Lacks, "a "), lost(e.Lacks[0]), itThem(e.Lacks))}
}

func missing(e *eventflow.Envelope, s *eventflow.Sent) diag.Finding {
	var fields, names []string
	for _, f := range s.Empty {
		fields, names = append(fields, f.Field), append(names, f.Name)
	}
	return diag.Finding{Pos: s.Call.Pos(), End: s.Call.Lparen, Variant: "missing-field",
		Message: fmt.Sprintf("%s hands off %s with %s never set: %s; set %s before", s.Name, e.Name, and(names), lost(fields[0]), itThem(names)),
		Related: []diag.Related{{Pos: s.Made, Message: e.Name + " is made here"}}}
}

func spanField(s *eventflow.SpanField) diag.Finding {
	var keys []string
	for _, f := range s.Lacks {
		keys = append(keys, attributes[f])
	}
	return diag.Finding{Pos: s.Call.Pos(), End: s.Call.Lparen, Variant: "span-field",
		Message: fmt.Sprintf("the consumer's span does not say its %s: %s; add %s", and(plain(s.Lacks)), unseen(s.Lacks[0]), and(keys)),
		Related: []diag.Related{{Pos: s.Handler.Pos, Message: "the message comes in here"}}}
}

// attributes are the keys of OpenTelemetry's conventions for required fields,
// and where these have none the usual one.
var attributes = map[string]string{
	"eventId": "messaging.message.id", "correlationId": "messaging.message.conversation_id", "causationId": "messaging.causation_id", "consumerName": "messaging.consumer.group.name",
}

// lost says what cannot be done with an event that lacks the field.
func lost(field string) string {
	return map[string]string{
		"traceId":       "nobody gets from the event to its trace",
		"eventId":       "nobody can tell one event from the next",
		"correlationId": "nobody finds the workflow that the event belongs to",
		"causationId":   "nobody sees which event caused it",
	}[field]
}

// unseen says what cannot be done with a span that lacks the attribute.
func unseen(field string) string {
	return map[string]string{
		"eventId":       "no search for an event leads to it",
		"correlationId": "no search for a workflow leads to it",
		"causationId":   "nobody sees which event caused it",
		"consumerName":  "nobody sees which consumer was at work",
	}[field]
}

var words = map[string]string{
	"traceId": "trace id", "eventId": "event id", "correlationId": "correlation id", "causationId": "causation id", "consumerName": "consumer name",
}

func plain(fields []string) []string {
	var out []string
	for _, f := range fields {
		out = append(out, words[f])
	}
	return out
}

func list(fields []string, article string) string {
	out := plain(fields)
	for i, w := range out {
		if strings.HasPrefix(w, "e") {
			out[i] = "an " + w
		} else {
			out[i] = article + w
		}
	}
	return and(out)
}

func and(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return list[0]
}

func itThem(list []string) string {
	if len(list) > 1 {
		return "them"
	}
	return "it"
}
