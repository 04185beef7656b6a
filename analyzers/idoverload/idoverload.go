package idoverload

import (
	"fmt"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fixplan"
	"github.com/tracelint/tracelint/internal/words"
)

const name = "idoverload"

// Analyzer is the rule with the default configuration, for drivers that take
// analyzers as variables, such as Bazel's nogo.
var Analyzer = base.Default.Rule(New(base.Default.Config, base.Default.Engine, base.Default.Plan))

// New returns the rule. Engine and plan are the analyzers of package eventflow
// and package fixplan that it shares with the other rules.
func New(cfg config.Config, engine, plan *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     name,
		Doc:      doc,
		URL:      diag.URL(name, ""),
		Requires: []*analysis.Analyzer{engine, plan},
		Run: func(pass *analysis.Pass) (any, error) {
			index := pass.ResultOf[engine].(*eventflow.Index)
			fixes := pass.ResultOf[plan].(*fixplan.Plan)
			report := diag.New(pass, cfg)
			said := map[token.Pos]bool{}
			for _, s := range index.SharedIDs {
				if eventflow.FirstOfFlow(s) && !cfg.DenyOrigin {
					continue
				}
				f := sharedFinding(s)
				f.Fixes = fixes.Shared(s)
				report.Report(f)
				said[s.Pos] = cfg.OnIn(name+"/shared", pass.Fset.Position(s.Pos).Filename)
			}
			for _, m := range index.MadeUpIDs {
				if said[m.Pos] {
					continue // the same mistake
				}
				f := madeUpFinding(m)
				f.Fixes = fixes.MadeUp(m)
				report.Report(f)
			}
			return nil, nil
		},
	}
}

func sharedFinding(s *eventflow.SharedID) diag.Finding {
	f := diag.Finding{Pos: s.Pos, End: s.End, Variant: "shared"}
	value := "one value"
	if s.Value != "" {
		value = s.Value
	}
	f.Message = fmt.Sprintf("%s is %s at once: nobody can tell later which was meant; %s", value, roles(s.Roles), advice(s))
	for _, o := range s.Others {
		f.Related = append(f.Related, diag.Related{Pos: o.Pos, Message: "it is the " + o.Role.String() + " here"})
	}
	if s.Incoming != nil {
		f.Related = append(f.Related, diag.Related{Pos: s.Incoming.Pos, Message: "the correlation id that came in"})
	}
	return f
}

// roles lists roles as a sentence does: "event id, trace id and span id".
func roles(list []words.Role) string {
	var b strings.Builder
	for i, r := range list {
		switch {
		case i == 0:
		case i == len(list)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(r.String())
	}
	return b.String()
}

// advice says what to do, by the role that should have had a value of its own.
func advice(s *eventflow.SharedID) string {
	switch {
	case s.Has(words.TraceID) || s.Has(words.SpanID) || s.Has(words.ParentSpanID):
		return "take trace and span ids from the span context"
	case s.Has(words.CorrelationID) && s.Incoming != nil && s.Incoming.Name != s.Value:
		return "keep " + s.Incoming.Name + " as correlation id"
	case s.Has(words.CausationID):
		return "the causation id is the id of the event that caused this one"
	}
	return "give each a value of its own"
}

func madeUpFinding(m *eventflow.MadeUpID) diag.Finding {
	f := diag.Finding{Pos: m.Pos, End: m.End, Variant: "minted-trace"}
	what := "was made up"
	if m.Business {
		what = "is a key of the business"
	}
	value := "this " + m.Role.String()
	if m.Value != "" {
		value = fmt.Sprintf("the %s %s", m.Role, m.Value)
	}
	f.Message = fmt.Sprintf("%s %s: it leads to no trace; take it from the span context, or name it otherwise", value, what)
	f.Related = append(f.Related, diag.Related{Pos: m.Mint, Message: "it comes from here"})
	for _, pos := range m.Others {
		f.Related = append(f.Related, diag.Related{Pos: pos, Message: "it goes here as well"})
	}
	return f
}
