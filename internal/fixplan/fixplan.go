// Package fixplan plans the suggested fixes of all rules in one place, so that
// two never touch the same range.
package fixplan

import (
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/eventflow"
)

// Plan holds the fixes of one package.
type Plan struct {
	fixes map[key][]analysis.SuggestedFix
}

type key struct {
	of      any // the Publish, Start, Handler or Extract that is repaired
	variant string
}

// New returns the planner as an analyzer whose result is a *Plan.
func New(engine *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "fixplan",
		Doc:        "plan the suggested fixes of all rules",
		Requires:   []*analysis.Analyzer{engine},
		ResultType: reflect.TypeFor[*Plan](),
		Run: func(pass *analysis.Pass) (any, error) {
			p := &Plan{fixes: map[key][]analysis.SuggestedFix{}}
			_ = pass.ResultOf[engine].(*eventflow.Index)
			return p, nil
		},
	}
}

// Publish returns the fixes of a hand-off that is broken in the way variant says.
func (p *Plan) Publish(x *eventflow.Publish, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Extract returns the fixes of an extraction.
func (p *Plan) Extract(x *eventflow.Extract, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Start returns the fixes of a span that cuts the trace.
func (p *Plan) Start(_ *eventflow.Handler, x *eventflow.Start, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}

// Handler returns the fixes of a handler that takes nothing from its message.
func (p *Plan) Handler(x *eventflow.Handler, _ *eventflow.Work, variant string) []analysis.SuggestedFix {
	return p.fixes[key{x, variant}]
}
