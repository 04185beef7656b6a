package cli

import (
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/report"
)

// tally counts the hand-offs of the packages that are analysed.
type tally struct {
	mu       sync.Mutex
	packages map[*types.Package]eventflow.Tally
	matched  []*types.Package // those that were asked for
}

// join adds to the suite an analyzer that reads what the engine found.
func (t *tally) join(suite []*analysis.Analyzer) []*analysis.Analyzer {
	engine := engineOf(suite)
	if engine == nil {
		return suite
	}
	t.packages = make(map[*types.Package]eventflow.Tally)
	return append(slices.Clone(suite), &analysis.Analyzer{
		Name:     "tally",
		Doc:      "count hand-offs",
		Requires: []*analysis.Analyzer{engine},
		Run: func(pass *analysis.Pass) (any, error) {
			counted := pass.ResultOf[engine].(*eventflow.Index).Tally()
			t.mu.Lock()
			defer t.mu.Unlock()
			t.packages[pass.Pkg] = counted
			return nil, nil
		},
	})
}

// engineOf returns the engine that the rules of a suite share, nil if there is none.
func engineOf(suite []*analysis.Analyzer) *analysis.Analyzer {
	for _, a := range suite {
		for _, req := range a.Requires {
			if req.Name == "eventflow" {
				return req
			}
		}
	}
	return nil
}

// summary adds up the packages that were asked for. One that was analysed with
// and without its tests counts once.
func (t *tally) summary() *report.Summary {
	best := make(map[string]eventflow.Tally)
	for _, pkg := range t.matched {
		counted := t.packages[pkg]
		if old, ok := best[pkg.Path()]; !ok || counted.Publishes.Seen+counted.Consumers.Seen > old.Publishes.Seen+old.Consumers.Seen {
			best[pkg.Path()] = counted
		}
	}
	s := &report.Summary{Packages: len(best), HandOffs: make(map[string]report.HandOff), Silences: make(map[string]int)}
	for path, c := range best {
		if c.Publishes.Seen+c.Consumers.Seen > 0 {
			s.HandOffs[path] = report.HandOff{Publishes: c.Publishes.Seen, UnknownPublishes: c.Publishes.Unknown, Consumers: c.Consumers.Seen, UnknownConsumers: c.Consumers.Unknown}
		}
		for reason, n := range c.Silences {
			s.Silences[reason] += n
		}
	}
	return s
}
