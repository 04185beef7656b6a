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
	"github.com/tracelint/tracelint/internal/base"
	"github.com/tracelint/tracelint/internal/config"
)

// New returns fresh analyzers, configured by cfg, that share one engine. Two
// results of New never share state.
func New(cfg config.Config) []*analysis.Analyzer {
	b := base.New(cfg)
	rules := []*analysis.Analyzer{
		batchlinks.New(cfg, b.Engine),
		envelope.New(cfg, b.Engine),
		followup.New(cfg, b.Engine, b.Plan),
		freshroot.New(cfg, b.Engine, b.Plan),
		hiddenretry.New(cfg, b.Engine),
		idoverload.New(cfg, b.Engine, b.Plan),
		propagator.New(cfg, b.Engine, b.Plan),
		publishctx.New(cfg, b.Engine, b.Plan),
		spanname.New(cfg, b.Engine),
	}
	for i, rule := range rules {
		rules[i] = b.Rule(rule)
	}
	return append(rules, tracelint.New(cfg, b.Engine))
}

// Suite is the catalogue with the default configuration: the variables called
// Analyzer of its packages.
var Suite = []*analysis.Analyzer{
	batchlinks.Analyzer,
	envelope.Analyzer,
	followup.Analyzer,
	freshroot.Analyzer,
	hiddenretry.Analyzer,
	idoverload.Analyzer,
	propagator.Analyzer,
	publishctx.Analyzer,
	spanname.Analyzer,
	tracelint.Analyzer,
}
