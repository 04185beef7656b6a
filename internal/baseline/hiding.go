package baseline

import (
	"cmp"
	"go/token"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/fingerprint"
)

// Hiding makes the analyzers keep to themselves what the baseline hides, for
// drivers in which nothing comes after them. Their findings are reported when
// they are done with a package.
func (f *File) Hiding(analyzers []*analysis.Analyzer, now time.Time) []*analysis.Analyzer {
	for _, a := range analyzers {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			var found []analysis.Diagnostic
			own := *pass
			own.Report = func(d analysis.Diagnostic) { found = append(found, d) }
			res, err := run(&own)
			slices.SortStableFunc(found, func(a, b analysis.Diagnostic) int {
				return compare(pass.Fset.Position(a.Pos), pass.Fset.Position(b.Pos))
			})
			// Go vet has its packages' tests in their paths.
			path, _, _ := strings.Cut(pass.Pkg.Path(), " [")
			findings := make([]Finding, len(found))
			for i, d := range found {
				findings[i].Key = Key{d.Category, path, fingerprint.Of(pass.Files, pass.TypesInfo, d.Pos, cmp.Or(d.End, d.Pos))}
			}
			for i, hidden := range f.Hidden(findings, now) {
				if !hidden || found[i].Category == "tracelint/internal" {
					pass.Report(found[i])
				}
			}
			return res, err
		}
	}
	return analyzers
}

func compare(a, b token.Position) int {
	return cmp.Or(strings.Compare(a.Filename, b.Filename), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
