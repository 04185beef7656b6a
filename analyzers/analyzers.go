// Package analyzers is tracelint's rule catalogue as go/analysis analyzers.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers/freshroot"
	"github.com/tracelint/tracelint/analyzers/publishctx"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/fixplan"
	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/model/lib"
)

// New returns fresh analyzers, configured by cfg, that share one engine. Two
// results of New never share state.
func New(cfg config.Config) []*analysis.Analyzer {
	engine := eventflow.New(cfg, model.NewIndex(lib.Loaders))
	plan := fixplan.New(engine)
	return []*analysis.Analyzer{
		freshroot.New(cfg, engine, plan),
		publishctx.New(cfg, engine, plan),
	}
}

// Suite is the catalogue with the default configuration.
var Suite = New(config.Config{})
