// Package analyzers is tracelint's rule catalogue as go/analysis analyzers.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers/batchlinks"
	"github.com/tracelint/tracelint/analyzers/envelope"
	"github.com/tracelint/tracelint/analyzers/followup"
	"github.com/tracelint/tracelint/analyzers/freshroot"
	"github.com/tracelint/tracelint/analyzers/hiddenretry"
	"github.com/tracelint/tracelint/analyzers/idoverload"
	"github.com/tracelint/tracelint/analyzers/propagator"
	"github.com/tracelint/tracelint/analyzers/publishctx"
	"github.com/tracelint/tracelint/analyzers/spanname"
	"github.com/tracelint/tracelint/analyzers/tracelint"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
	"github.com/tracelint/tracelint/internal/directive"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fixplan"
	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/model/lib"
)

// New returns fresh analyzers, configured by cfg, that share one engine. Two
// results of New never share state.
func New(cfg config.Config) []*analysis.Analyzer {
	models := model.NewIndex(append(model.Loaded(cfg.Models), lib.Loaders...))
	engine := eventflow.New(cfg, models)
	plan := fixplan.New(engine, models)
	rules := []*analysis.Analyzer{
		batchlinks.New(cfg, engine),
		envelope.New(cfg, engine),
		followup.New(cfg, engine, plan),
		freshroot.New(cfg, engine, plan),
		propagator.New(cfg, engine, plan),
		hiddenretry.New(cfg, engine),
		idoverload.New(cfg, engine, plan),
		publishctx.New(cfg, engine, plan),
		spanname.New(cfg, engine),
	}
	for i, rule := range rules {
		rules[i] = diag.Suppressing(rule, cfg, func(pass *analysis.Pass) diag.Directives {
			index := pass.ResultOf[engine].(*eventflow.Index)
			return diag.Directives{Set: index.Directives, Failed: index.Panic != "", Spared: func(n directive.Name) bool { return index.Spared[n.Pos] }}
		})
	}
	return append(rules, tracelint.New(cfg, engine))
}

// Suite is the catalogue with the default configuration.
var Suite = New(config.Config{})
