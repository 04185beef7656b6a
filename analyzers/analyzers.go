// Package analyzers is tracelint's rule catalogue as go/analysis analyzers.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
)

// New returns fresh analyzers, configured by cfg, that share one engine. Two
// results of New never share state.
func New(cfg config.Config) []*analysis.Analyzer {
	return nil
}

// Suite is the catalogue with the default configuration.
var Suite = New(config.Config{})
