// Package golangci is tracelint as a module plugin of golangci-lint. Importing
// it registers the linter tracelint, which is all rules, and one linter for
// each rule, such as tracelint-publishctx; docs/golangci.md says how to build a
// golangci-lint that imports it.
package golangci

import (
	"encoding/json"
	"fmt"
	"go/token"
	"strings"
	"sync"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
)

func init() {
	all := new(suites)
	for _, name := range Linters() {
		register.Plugin(name, func(settings any) (register.LinterPlugin, error) { return all.plugin(name, settings) })
	}
}

// Linters returns the names of the linters that are registered: first that of
// all rules together.
func Linters() []string {
	names := []string{"tracelint"}
	for _, rule := range catalogue.Rules() {
		names = append(names, linter(rule))
	}
	return names
}

// linter returns the name of the linter that is one rule.
func linter(rule string) string {
	if rule == catalogue.Housekeeping {
		return "tracelint-directives"
	}
	return "tracelint-" + rule
}

// elsewhere are the keys of .tracelint.yml that are golangci-lint's business.
var elsewhere = map[string]string{
	"baseline": "golangci-lint's cache would not notice when it changes; golangci-lint has issues.new-from-merge-base",
	"exclude":  "golangci-lint has linters.exclusions.rules, with path and text",
	"deps":     "golangci-lint follows all dependencies",
}

// suites makes the analyzers of one process. Linters with the same settings
// share them, and so the engine: golangci-lint keeps what an engine learnt of a
// dependency under its name, and cannot tell two apart.
type suites struct {
	mu       sync.Mutex
	settings string // as JSON
	first    string // the linter that brought them
	rules    []*analysis.Analyzer
}

// plugin returns a linter, or what is wrong with its settings.
func (s *suites) plugin(name string, settings any) (register.LinterPlugin, error) {
	cfg, err := config.Settings(settings, elsewhere)
	if err != nil {
		return nil, err
	}
	key, err := json.Marshal(cfg)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.rules == nil:
		s.settings, s.first, s.rules = string(key), name, driver.Recovering(analyzers.New(*cfg))
	case s.settings != string(key):
		return nil, fmt.Errorf("settings: %s and %s have different ones, but share one analysis: give them the same, by a YAML anchor", s.first, name)
	}
	p := new(plugin)
	for _, a := range s.rules {
		if name == "tracelint" || name == linter(a.Name) {
			p.rules = append(p.rules, adapt(a))
		}
	}
	return p, nil
}

type plugin struct{ rules []*analysis.Analyzer }

func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) { return p.rules, nil }
func (p *plugin) GetLoadMode() string                           { return register.LoadModeTypesInfo }

// adapt returns the rule with findings as golangci-lint can take them.
func adapt(rule *analysis.Analyzer) *analysis.Analyzer {
	a := *rule
	a.Run = func(pass *analysis.Pass) (any, error) {
		own := *pass
		own.Report = func(d analysis.Diagnostic) {
			if d.Category != "" {
				d.Message += " (" + d.Category + ")" // it is shown nowhere else
			}
			d.Related = nil // each would be an issue of its own, to be silenced on its own
			d.SuggestedFixes = fixes(pass.Fset, d)
			pass.Report(d)
		}
		return rule.Run(&own)
	}
	return &a
}

// fixes returns the first fix, if golangci-lint can apply it: it applies all
// that there are, one over the other, and of each only what lies in the file of
// the finding.
func fixes(fset *token.FileSet, d analysis.Diagnostic) []analysis.SuggestedFix {
	if len(d.SuggestedFixes) == 0 {
		return nil
	}
	file := fset.File(d.Pos)
	for _, e := range d.SuggestedFixes[0].TextEdits {
		if fset.File(e.Pos) != file || e.End.IsValid() && fset.File(e.End) != file ||
			fset.Position(e.Pos).Filename != file.Name() || !strings.HasSuffix(file.Name(), ".go") {
			return nil
		}
	}
	return d.SuggestedFixes[:1]
}
