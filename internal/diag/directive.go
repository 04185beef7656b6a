package diag

import (
	"fmt"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/directive"
)

// Directives is what a rule's findings are held against.
type Directives struct {
	Set    *directive.Set
	Spared func(directive.Name) bool // whether a name left something out already, at callers of the place
	Failed bool                      // nothing was looked at: no directive is unused
}

// Suppressing returns the rule without the findings that directives leave out,
// and with findings about those of its directives that leave out nothing or
// give no reason. Of returns the directives of a package.
func Suppressing(rule *analysis.Analyzer, cfg config.Config, of func(*analysis.Pass) Directives) *analysis.Analyzer {
	a := *rule
	a.Run = func(pass *analysis.Pass) (any, error) {
		ds := of(pass)
		if ds.Set == nil || len(ds.Set.Ignores) == 0 || ds.Failed {
			return rule.Run(pass)
		}
		used := map[token.Pos]bool{} // names
		own := *pass
		own.Report = func(d analysis.Diagnostic) {
			var left *directive.Ignore
			for _, ig := range ds.Set.Ignores {
				if !ig.Covers(d.Pos) {
					continue
				}
				for _, n := range ig.Names {
					if n.Matches(d.Category) {
						used[n.Pos], left = true, ig
					}
				}
			}
			switch {
			case left == nil:
				pass.Report(d)
			case cfg.LeftOut != nil:
				cfg.LeftOut(pass, d, left.Pos, left.Reason)
			}
		}
		res, err := rule.Run(&own)
		if err == nil {
			judgeIgnores(pass, cfg, ds, used)
		}
		return res, err
	}
	return &a
}

// judgeIgnores reports the rule's directives that leave out nothing, and, if
// the rule is the first that one names, that it gives no reason.
func judgeIgnores(pass *analysis.Pass, cfg config.Config, ds Directives, used map[token.Pos]bool) {
	report := New(pass, cfg)
	rule := pass.Analyzer.Name
	for _, ig := range ds.Set.Ignores {
		first, idle := ig.Names[0].Rule == rule, false
		for _, n := range ig.Names {
			if n.Rule != rule || used[n.Pos] || ds.Spared(n) {
				continue
			}
			if file := pass.Fset.Position(n.Pos).Filename; n.Variant != "" && cfg.ActiveIn(n.String(), file) || n.Variant == "" && cfg.SettledIn(rule, file) {
				idle = true
				report.Report(Finding{Pos: n.Pos, End: n.End, Variant: "unused-ignore",
					Message: fmt.Sprintf("there is no %s finding here to ignore: remove it from the directive", n)})
			}
		}
		if first && !idle && ig.Reason == "" {
			report.Report(Finding{Pos: ig.Pos, End: ig.End, Variant: "ignore-without-reason",
				Message: "the next reader cannot tell whether this still holds: add -- and the reason"})
		}
	}
}

// Problems reports the directives that say nothing.
func Problems(pass *analysis.Pass, cfg config.Config, set *directive.Set) {
	if set == nil {
		return
	}
	report := New(pass, cfg)
	for _, p := range set.Problems {
		report.Report(Finding{Pos: p.Pos, End: p.End, Variant: "directive", Message: p.Message})
	}
}

// page returns the rule's page that has the category's heading: those about
// directives are the same for all rules.
func page(rule, variant string) string {
	switch variant {
	case "unused-ignore", "ignore-without-reason":
		return catalogue.Housekeeping
	}
	return rule
}
