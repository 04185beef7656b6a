package propagator

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fixplan"
)

const name = "propagator"

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
			prog := pass.ResultOf[engine].(*eventflow.Index).Program
			if prog == nil {
				return nil, nil
			}
			fixes := pass.ResultOf[plan].(*fixplan.Plan)
			report := diag.New(pass, cfg)
			if prog.Uses != nil {
				f := unset(prog)
				f.Fixes = fixes.Program(prog, f.Variant)
				report.Report(f)
			}
			if prog.Loses != nil {
				f := noBaggage(prog)
				f.Fixes = fixes.Program(prog, f.Variant)
				report.Report(f)
			}
			return nil, nil
		},
	}
}

func unset(prog *eventflow.Program) diag.Finding {
	f := diag.Finding{Pos: prog.Main.Name.Pos(), End: prog.Main.Name.End(), Variant: "unset"}
	user, where := prog.Uses.Func, fileOf(prog.Uses)
	if prog.Uses.Instrumentation() {
		user, where = prog.Uses.What, place(prog.Uses)
	}
	f.Message = fmt.Sprintf("%s%s uses the process-wide propagator, which nothing in this program sets: no trace leaves or enters it; call otel.SetTextMapPropagator", user, where)
	f.Related = append(f.Related, diag.Related{Pos: prog.Uses.Pos, Message: "this does nothing without a propagator"})
	return f
}

func noBaggage(prog *eventflow.Program) diag.Finding {
	f := diag.Finding{Pos: prog.Main.Name.Pos(), End: prog.Main.Name.End(), Variant: "no-baggage"}
	if prog.Set.Pos.IsValid() {
		f.Pos, f.End = prog.Set.Pos, token.NoPos
	}
	f.Message = fmt.Sprintf("the propagator given to %s%s carries no baggage: %s, put into it by %s%s, does not leave the process; add propagation.Baggage{}",
		prog.Set.What, place(prog.Set), prog.Loses.What, prog.Loses.Func, fileOf(prog.Loses))
	f.Related = append(f.Related, diag.Related{Pos: prog.Loses.Pos, Message: "put into baggage here"})
	return f
}

// place names the function and the line of a site that lies in another package.
func place(s *eventflow.Site) string {
	if s.Pos.IsValid() {
		return ""
	}
	return fmt.Sprintf(" (%s, %s:%d)", s.Func, s.File, s.Line)
}

// fileOf names only the line.
func fileOf(s *eventflow.Site) string {
	if s.Pos.IsValid() {
		return ""
	}
	return fmt.Sprintf(" (%s:%d)", s.File, s.Line)
}
