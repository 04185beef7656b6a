package tracelint

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/eventflow"
)

const name = catalogue.Housekeeping

// Analyzer is the analyzer with the default configuration, for drivers that take
// analyzers as variables, such as Bazel's nogo.
var Analyzer = New(base.Default.Config, base.Default.Engine)

// New returns the analyzer. Engine is that of package eventflow, which it
// shares with the rules.
func New(cfg config.Config, engine *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     name,
		Doc:      doc,
		URL:      diag.URL(name, ""),
		Requires: []*analysis.Analyzer{engine},
		Run: func(pass *analysis.Pass) (any, error) {
			index := pass.ResultOf[engine].(*eventflow.Index)
			if index.Panic != "" {
				diag.Internal(pass, index.Panic) // under drivers that do not look for failures themselves
				return nil, nil
			}
			diag.Problems(pass, cfg, index.Directives)
			return nil, nil
		},
	}
}
