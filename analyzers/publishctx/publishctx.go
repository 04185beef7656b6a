package publishctx

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fixplan"
	"github.com/tracelint/tracelint/internal/model"
)

const name = "publishctx"

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
			for _, p := range index.Publishes {
				if f, ok := judge(p); ok {
					f.Fixes = fixes.Publish(p, f.Variant)
					if path := fixes.Missing(p, f.Variant); path != "" {
						f.Message += "; import " + path
					}
					report.Report(f)
				}
			}
			return nil, nil
		},
	}
}

// judge decides whether a hand-off is broken, and how; of several ways the
// first in the order of the catalogue counts.
func judge(p *eventflow.Publish) (diag.Finding, bool) {
	if p.Reply {
		return diag.Finding{}, false // the requester waits for it under its own span
	}
	switch variant := eventflow.PublishVariant(p); variant {
	case "new-root":
		return at(p, variant, "%s sends the consumed record under the context it came with, not %s: set or clear its Context", p.Name, ctxWord(p))
	case "republish":
		return at(p, variant, "%s forwards the payload without its %s: the message's trace ends here; copy the carrier", p.Name, p.Headers)
	case "dropped":
		if r := p.Row; r != nil && p.Far == nil && r.Ctx.IsZero() && r.Reads == model.FromContext && r.Twin != "" {
			return at(p, variant, "%s takes no context though %s is in scope: the event starts a new trace; use %s", p.Name, p.Origin.What, r.Twin)
		}
		f, _ := at(p, variant, "%s is given %s though %s is in scope: the event starts a new trace; pass it on", p.Name, ctxWord(p), p.Origin.What)
		if p.CtxExpr != nil {
			f.Pos, f.End = p.CtxExpr.Pos(), p.CtxExpr.End()
		}
		return f, true
	case "stale":
		f, _ := at(p, variant, "this span's context is thrown away and %s hands on the older one: the event hangs on the grandparent; keep it", p.Name)
		f.Pos, f.End = p.Stale.Start.Pos(), p.Stale.Start.Lparen
		f.Related = append(f.Related, diag.Related{Pos: p.Stale.Use, Message: "the older context is used here"})
		return f, true
	case "detached":
		f, _ := at(p, variant, "%s is not waited for, and its context ends with the caller: the event may never leave; use context.WithoutCancel", p.Name)
		f.Pos, f.End = p.Detached.Ctx.Pos(), p.Detached.Ctx.End()
		f.Related = append(f.Related, diag.Related{Pos: p.Detached.Go, Message: "from here on nobody waits for it"})
		return f, true
	case "no-carrier":
		if p.Built {
			return at(p, variant, "%s is given a client without tracing hooks, so what it publishes carries nothing: add them where the client is built", p.Name)
		}
		what := "what its callers hand over"
		if p.Origin != nil {
			what = p.Origin.What
		}
		do := "inject it into the " + p.Headers
		switch {
		case p.Takes:
			do = "use " + p.Twin + ", which injects it"
		case p.Payload && p.Twin != "":
			do = "use " + p.Twin + " and inject it into the " + p.Headers
		case p.Payload:
			do = "it has no room for headers, so put it into an envelope around the payload"
		}
		f, _ := at(p, variant, "%s sends nothing of %s along: consumers cannot join the trace; %s", p.Name, what, do)
		for _, o := range p.Others {
			f.Related = append(f.Related, diag.Related{Pos: o, Message: "so does this call"})
		}
		return f, true
	}
	return diag.Finding{}, false
}

// at starts a finding at the publish call.
func at(p *eventflow.Publish, variant, format string, args ...any) (diag.Finding, bool) {
	f := diag.Finding{Pos: p.Pos, End: p.Pos, Variant: variant, Message: fmt.Sprintf(format, args...)}
	if p.Call != nil {
		f.End = p.Call.Lparen
	}
	if p.Far != nil {
		f.Message += fmt.Sprintf(" (via %s, %s:%d)", p.Far.Func, p.Far.File, p.Far.Line)
		f.Related = append(f.Related, diag.Related{Pos: p.FarPos, Message: "the event is handed off here"})
	}
	if p.Origin != nil {
		f.Related = append(f.Related, diag.Related{Pos: p.Origin.Pos, Message: p.Origin.What + " is the cause"})
	}
	return f, true
}

// ctxWord names the context that a call is given.
func ctxWord(p *eventflow.Publish) string {
	if p.CtxName != "" {
		return p.CtxName
	}
	return "a context without a trace"
}
