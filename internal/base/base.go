// Package base holds what all rules of one configuration share: the engine, the
// planner of fixes, and how directives leave findings out.
package base

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/directive"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fixplan"
	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/model/lib"
)

// A Base is what the rules of one configuration share. Two of them share no
// state.
type Base struct {
	Config config.Config
	Engine *analysis.Analyzer // of package eventflow
	Plan   *analysis.Analyzer // of package fixplan
}

// New returns a base for the configuration.
func New(cfg config.Config) *Base {
	models := model.NewIndex(append(model.Loaded(cfg.Models), lib.Loaders...))
	engine := eventflow.New(cfg, models)
	return &Base{cfg, engine, fixplan.New(engine, models)}
}

// Default is the base of the rules' variables called Analyzer: drivers that
// take analyzers as variables run these together, so they need one engine.
var Default = New(config.Config{})

// Rule returns the rule as it is run: without the findings that directives
// leave out.
func (b *Base) Rule(rule *analysis.Analyzer) *analysis.Analyzer {
	return diag.Suppressing(rule, b.Config, func(pass *analysis.Pass) diag.Directives {
		index := pass.ResultOf[b.Engine].(*eventflow.Index)
		return diag.Directives{Set: index.Directives, Failed: index.Panic != "", Spared: func(n directive.Name) bool { return index.Spared[n.Pos] }}
	})
}
