package followup

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fixplan"
)

const name = "followup"

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
			for _, u := range index.FollowUps {
				f := finding(u)
				f.Fixes = fixes.FollowUp(u, f.Variant)
				report.Report(f)
			}
			return nil, nil
		},
	}
}

func finding(u *eventflow.FollowUp) diag.Finding {
	f := diag.Finding{Pos: u.Pos, End: u.End}
	switch u.Correlation {
	case eventflow.CorrelationReset:
		f.Variant = "reset"
		f.Message = fmt.Sprintf("this event gets a correlation id of its own though %s came in: the workflow falls apart here; pass %s on", u.Incoming.Name, u.Incoming.Name)
	case eventflow.CorrelationMissing:
		f.Variant = "missing"
		f.Message = fmt.Sprintf("this event leaves its correlation id empty though %s came in: the workflow ends here; pass %s on", u.Incoming.Name, u.Incoming.Name)
	default:
		f.Variant = "causation"
		f.Message = "this event does not say which event caused it; set its causation id to the id of the event that came in"
	}
	f.Related = append(f.Related, diag.Related{Pos: u.Incoming.Pos, Message: "the correlation id comes in here"})
	return f
}
