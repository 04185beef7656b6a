package spanname_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestCases holds the rule against the want comments of all cases.
func TestCases(t *testing.T) { tracetest.Check(t, "spanname") }

// TestStyle switches the style on.
func TestStyle(t *testing.T) {
	cfg := config.Config{
		Rules:      map[string]bool{"spanname/style": true},
		SpanNaming: config.SpanNaming{Style: "business-step-first"},
	}
	tracetest.CheckWith(t, "spanname", cfg, "./optin/spanname/style/...")
}

// TestWords adds words to the vocabulary and takes some out.
func TestWords(t *testing.T) {
	cfg := config.Config{SpanNaming: config.SpanNaming{Machinery: []string{"gizmo", "widget"}, Business: []string{"job"}}}
	tracetest.CheckWith(t, "spanname", cfg, "./optin/spanname/words/...")
}

// TestRenames holds the edits against golden files, and sees to it that there
// are none unless they are asked for.
func TestRenames(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	for _, renames := range []bool{true, false} {
		for _, a := range analyzers.New(config.Config{Renames: renames}) {
			if a.Name != "spanname" {
				continue
			}
			if renames {
				analysistest.RunWithSuggestedFixes(t, dir, tracetest.Labelled(a), "./optin/spanname/renames")
				continue
			}
			for _, res := range analysistest.Run(t, dir, tracetest.Labelled(a), "./optin/spanname/renames") {
				for _, d := range res.Diagnostics {
					if len(d.SuggestedFixes) > 0 {
						t.Errorf("%q has an edit", d.Message)
					}
				}
			}
		}
	}
}
