// Package diag builds diagnostics: their range, category, page, and related
// positions, and leaves out those in generated and test files.
package diag

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/config"
)

// Pages is where the rules' pages are; a category's heading on its rule's page
// is its anchor.
const Pages = "https://github.com/tracelint/tracelint/blob/main/docs/rules/"

// URL returns the page of a rule, at a category's heading if one is given.
func URL(rule, variant string) string {
	u := Pages + page(rule, variant) + ".md"
	if variant != "" {
		u += "#" + variant
	}
	return u
}

// Reporter reports the findings of one rule in one package.
type Reporter struct {
	pass      *analysis.Pass
	cfg       config.Config
	generated map[*token.File]bool
	reported  map[string]bool // position and variant: one finding each
}

// New returns a reporter for the pass.
func New(pass *analysis.Pass, cfg config.Config) *Reporter {
	r := &Reporter{pass: pass, cfg: cfg, generated: map[*token.File]bool{}, reported: map[string]bool{}}
	for _, f := range pass.Files {
		if ast.IsGenerated(f) {
			r.generated[pass.Fset.File(f.Package)] = true
		}
	}
	return r
}

// Finding is what a rule has to say about one place.
type Finding struct {
	Pos, End token.Pos
	Variant  string // the part of the category after the rule's name
	Message  string
	Related  []Related
	Fixes    []analysis.SuggestedFix
}

// Related is the other end of a finding.
type Related struct {
	Pos     token.Pos
	Message string
}

// Report reports a finding, unless its category is switched off or it lies in
// a generated or a test file.
func (r *Reporter) Report(f Finding) {
	tf := r.pass.Fset.File(f.Pos)
	if tf == nil || !r.cfg.OnIn(r.pass.Analyzer.Name+"/"+f.Variant, r.pass.Fset.Position(f.Pos).Filename) || r.generated[tf] || !r.cfg.Tests && strings.HasSuffix(tf.Name(), "_test.go") {
		return
	}
	key := fmt.Sprint(f.Pos, f.Variant)
	if r.reported[key] {
		return
	}
	r.reported[key] = true
	d := analysis.Diagnostic{
		Pos: f.Pos, End: f.End, Category: r.pass.Analyzer.Name + "/" + f.Variant, Message: f.Message,
		URL: URL(r.pass.Analyzer.Name, f.Variant), SuggestedFixes: f.Fixes,
	}
	for _, rel := range f.Related {
		if rel.Pos.IsValid() {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: rel.Pos, Message: rel.Message})
		}
	}
	r.pass.Report(d)
}

// Misconfigured reports, at the package clause, that the package is looked at
// without the configuration that was meant for it.
func Misconfigured(pass *analysis.Pass, msg string) {
	if len(pass.Files) == 0 {
		return
	}
	name := pass.Files[0].Name
	pass.Report(analysis.Diagnostic{
		Pos: name.Pos(), End: name.End(), Category: "tracelint/configuration", Message: msg,
		URL: strings.TrimSuffix(Pages, "rules/") + "configuration.md",
	})
}

// Internal reports that the engine failed on the package, so that nothing was
// found in it: one diagnostic, of the category tracelint/internal.
func Internal(pass *analysis.Pass, msg string) {
	if len(pass.Files) == 0 {
		return
	}
	name := pass.Files[0].Name
	pass.Report(analysis.Diagnostic{
		Pos: name.Pos(), End: name.End(), Category: "tracelint/internal",
		Message: "tracelint failed on this package and found nothing in it: " + msg + "; please report it",
	})
}
