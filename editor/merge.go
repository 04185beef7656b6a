package editor

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/diag"
)

// merge returns one set of analyzers that are, on each package, those made for
// the configuration that governs it. Whatever they require, in the end they
// require an analyzer whose name holds the digest of all configurations.
func merge(files *files, suite func(config.Config) []*analysis.Analyzer) []*analysis.Analyzer {
	m := &merger{
		files:  files,
		digest: &analysis.Analyzer{Name: "tracelint_configuration_" + files.digest, Doc: "tells configurations apart", Run: func(*analysis.Pass) (any, error) { return nil, nil }},
		merged: make(map[*analysis.Analyzer]*analysis.Analyzer),
	}
	sets := make([][]*analysis.Analyzer, len(files.list))
	for i, f := range files.list {
		sets[i] = suite(f.cfg)
	}
	var out []*analysis.Analyzer
	for i := range sets[0] {
		out = append(out, m.merge(across(sets, i), true))
	}
	return out
}

type merger struct {
	files  *files
	digest *analysis.Analyzer
	merged map[*analysis.Analyzer]*analysis.Analyzer // by the first of those that were merged
	failed sync.Map                                  // failure to string
	told   sync.Map                                  // of told: each failure is reported once
}

// failure is an analyzer of one configuration without a result on a package.
type failure struct {
	analyzer *analysis.Analyzer
	pkg      *types.Package
}

// told is a failure that a rule has reported.
type told struct {
	pkg *types.Package
	msg string
}

// across returns the analyzers that are in place i of all sets.
func across(sets [][]*analysis.Analyzer, i int) []*analysis.Analyzer {
	var out []*analysis.Analyzer
	for _, set := range sets {
		out = append(out, set[i])
	}
	return out
}

// merge returns the analyzer that is each of variants where its configuration
// is in force. They are the same but for that. A rule reports, other analyzers
// are only required.
func (m *merger) merge(variants []*analysis.Analyzer, rule bool) *analysis.Analyzer {
	if a := m.merged[variants[0]]; a != nil {
		return a
	}
	a := new(analysis.Analyzer)
	m.merged[variants[0]] = a
	*a = *variants[0]
	a.Requires = nil
	var required [][]*analysis.Analyzer
	for _, v := range variants {
		required = append(required, v.Requires)
	}
	for i := range variants[0].Requires {
		a.Requires = append(a.Requires, m.merge(across(required, i), false))
	}
	if len(a.Requires) == 0 {
		a.Requires = []*analysis.Analyzer{m.digest}
	}
	a.Run = func(pass *analysis.Pass) (any, error) {
		i, problem := m.files.governing(pass)
		if problem != "" && a.Name == catalogue.Housekeeping {
			diag.Misconfigured(pass, problem)
		}
		return m.run(variants[i], a, &m.files.list[i].cfg, pass, rule)
	}
	return a
}

// run runs v, of which merged is the merger. A server keeps quiet about an
// analyzer that fails, and about all that require it; here the rule says so
// itself, in place of its findings.
func (m *merger) run(v, merged *analysis.Analyzer, cfg *config.Config, pass *analysis.Pass, rule bool) (result any, err error) {
	own := *pass
	own.Analyzer = v
	own.ResultOf = make(map[*analysis.Analyzer]any, len(v.Requires))
	for i, req := range v.Requires {
		own.ResultOf[req] = pass.ResultOf[merged.Requires[i]]
		if msg, failed := m.failed.Load(failure{req, pass.Pkg}); failed {
			return m.fail(v, pass, rule, msg.(string))
		}
	}
	if len(cfg.Exclude) > 0 {
		own.Report = func(d analysis.Diagnostic) {
			if cfg.Excluded(d.Category, pass.Fset.Position(d.Pos).Filename) == nil {
				pass.Report(d)
			}
		}
	}
	defer func() {
		if r := recover(); r != nil {
			result, err = m.fail(v, pass, rule, fmt.Sprintf("%s: %v", v.Name, r))
		}
	}()
	if result, err = v.Run(&own); err != nil {
		return m.fail(v, pass, rule, fmt.Sprintf("%s: %v", v.Name, err))
	}
	return result, nil
}

// fail makes a failure known: a rule reports it, others leave it to the rules.
func (m *merger) fail(v *analysis.Analyzer, pass *analysis.Pass, rule bool, msg string) (any, error) {
	msg, _, _ = strings.Cut(msg, "\n")
	if rule {
		if _, again := m.told.LoadOrStore(told{pass.Pkg, msg}, true); !again {
			diag.Internal(pass, msg)
		}
		return nil, nil
	}
	m.failed.Store(failure{v, pass.Pkg}, msg)
	if v.ResultType == nil {
		return nil, nil
	}
	return reflect.Zero(v.ResultType).Interface(), nil
}
