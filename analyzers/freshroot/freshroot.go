package freshroot

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fixplan"
)

const name = "freshroot"

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
			seen := map[string]bool{}
			once := func(f diag.Finding, fix []analysis.SuggestedFix) {
				if key := fmt.Sprint(f.Pos, f.Variant); !seen[key] {
					seen[key] = true
					f.Fixes = fix
					report.Report(f)
				}
			}
			for _, x := range index.Extracts {
				if f, ok := judgeExtract(x); ok {
					once(f, fixes.Extract(x, f.Variant))
				}
			}
			for _, x := range index.Unasked {
				once(unaskedFinding(x), fixes.Unasked(x))
			}
			for _, h := range index.Handlers {
				starts, work := eventflow.BareStarts(h), eventflow.BareWork(h)
				if h.Discards != nil && (len(starts) > 0 || work != nil) {
					once(diag.Finding{Pos: h.Discards.Pos(), End: h.Discards.Lparen, Variant: "discarded",
						Message: "the extracted context does not reach the work on the message: its trace ends here; use it from here on"}, fixes.Handler(h, work, "discarded"))
					continue
				}
				for _, s := range starts {
					f := rootFinding(h, s)
					if path := fixes.Missing(s, f.Variant); path != "" {
						f.Message += "; import " + path
					}
					once(f, fixes.Start(h, s, f.Variant))
				}
				for _, s := range eventflow.Misplaced(h, cfg.ConsumerStructure) {
					once(structureFinding(h, s, cfg.ConsumerStructure), nil)
				}
				if work != nil {
					f := workFinding(h, work)
					if path := fixes.Missing(h, f.Variant); path != "" {
						f.Message += "; import " + path
					}
					once(f, fixes.Handler(h, work, f.Variant))
				}
			}
			return nil, nil
		},
	}
}

func judgeExtract(x *eventflow.Extract) (diag.Finding, bool) {
	f := diag.Finding{Pos: x.Call.Pos(), End: x.Call.Lparen}
	switch {
	case x.Unused:
		f.Variant = "discarded"
		f.Message = fmt.Sprintf("the context that %s returns is thrown away: what follows is not in the message's trace; use it", x.Name)
	case x.Leaks:
		f.Variant = "leaked"
		v := x.LeakVar
		if v == "" {
			v = "the context"
		}
		f.Message = fmt.Sprintf("%s keeps the last message's trace: one without headers is hung on it; declare the extracted context inside the loop", v)
	default:
		return f, false
	}
	return f, true
}

func unaskedFinding(x *eventflow.Unasked) diag.Finding {
	f := diag.Finding{Pos: x.Call.Pos(), End: x.Call.Lparen, Variant: "attributes"}
	f.Message = fmt.Sprintf("%s asks for no attributes, so none arrive and no trace is found in %s: set %s", x.Name, x.Carrier, x.Field)
	if x.Read.IsValid() {
		f.Related = append(f.Related, diag.Related{Pos: x.Read, Message: "they are read here"})
	}
	return f
}

func rootFinding(h *eventflow.Handler, s *eventflow.Start) diag.Finding {
	f := diag.Finding{Pos: s.Call.Pos(), End: s.Call.Lparen, Variant: "root"}
	if h.Hands == eventflow.Yes && s.Context == eventflow.StoredContext {
		f.Variant = "wrong-context"
		f.Message = fmt.Sprintf("span starts from %s, not from %s, which holds the message's trace", ctxWord(s.CtxName), h.HandsAt)
	} else if h.Hands == eventflow.Yes && h.Carrier == "" {
		f.Message = fmt.Sprintf("span starts from %s without a link to %s: its trace ends here; start it from %s", ctxWord(s.CtxName), messageWord(h), h.HandsAt)
	} else {
		f.Message = fmt.Sprintf("span starts from %s without a link to %s: its trace ends here; extract its context or link to it", ctxWord(s.CtxName), messageWord(h))
	}
	if s.NewRoot {
		f.Message = fmt.Sprintf("span is a new root without a link to %s: its trace ends here; add a link", messageWord(h))
	}
	if s.NoParent {
		f.Message = fmt.Sprintf("span starts without a parent or a link to %s: its trace ends here; extract the message's span context and start it from that", messageWord(h))
	}
	if s.CtxExpr != nil && !s.NewRoot && !s.NoParent {
		f.Pos, f.End = s.CtxExpr.Pos(), s.CtxExpr.End()
	}
	if s.Far != nil {
		f.Message += fmt.Sprintf(" (via %s, %s:%d)", s.Far.Func, s.Far.File, s.Far.Line)
		f.Related = append(f.Related, diag.Related{Pos: s.FarPos, Message: "the span starts here"})
	}
	f.Related = append(f.Related, diag.Related{Pos: h.Pos, Message: "the message comes in here"})
	return f
}

// structureFinding is about a span that is joined to the message, but not as
// the configuration asks for.
func structureFinding(h *eventflow.Handler, s *eventflow.Start, structure string) diag.Finding {
	f := diag.Finding{Pos: s.Call.Pos(), End: s.Call.Lparen, Variant: "root"}
	if structure == "parent" {
		f.Message = fmt.Sprintf("span is a root with a link to %s, and consumer-structure asks for a child of it: start it in the extracted context", messageWord(h))
	} else {
		f.Message = fmt.Sprintf("span is a child of %s, and consumer-structure asks for a root with a link to it: start it with trace.WithNewRoot and trace.WithLinks", messageWord(h))
	}
	f.Related = append(f.Related, diag.Related{Pos: h.Pos, Message: "the message comes in here"})
	return f
}

func workFinding(h *eventflow.Handler, w *eventflow.Work) diag.Finding {
	f := diag.Finding{Pos: h.Pos, End: h.End, Variant: "no-extract"}
	f.Message = fmt.Sprintf("%s works on %s in %s, which is not its own: its trace ends here; extract its context first", w.Name, messageWord(h), ctxWord(w.CtxName))
	if h.Hands == eventflow.Yes && w.Context == eventflow.StoredContext {
		f.Variant = "wrong-context"
		f.Message = fmt.Sprintf("%s is given %s, not %s, which holds the message's trace", w.Name, ctxWord(w.CtxName), h.HandsAt)
		f.Pos, f.End = w.Call.Pos(), w.Call.Lparen
		return f
	}
	f.Related = append(f.Related, diag.Related{Pos: w.Call.Pos(), Message: "the work is done here"})
	return f
}

func messageWord(h *eventflow.Handler) string {
	if h.Message != "" {
		return "the message " + h.Message
	}
	return "the message"
}

func ctxWord(name string) string {
	if name == "" {
		return "a context that was there before"
	}
	return name
}
