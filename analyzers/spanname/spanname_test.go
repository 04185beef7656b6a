package spanname_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
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

// TestRenamed lints the golden files: they compile, and only what has no edit
// is found in them.
func TestRenamed(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	file := filepath.Join(dir, "optin", "spanname", "renames", "renames.go")
	golden, err := os.ReadFile(file + ".golden")
	if err != nil {
		t.Fatal(err)
	}
	res, err := driver.Run(driver.Options{Dir: dir, Patterns: []string{"./optin/spanname/renames"}, Overlay: map[string][]byte{file: golden}},
		[]*analysis.Analyzer{tracetest.Rule(t, "spanname")})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		t.Errorf("%s: %s", p.Pos, p.Message)
	}
	var lines []int
	for _, f := range res.Findings {
		lines = append(lines, f.Pos.Line)
	}
	lineOf := func(text string) (lines []int) {
		for i, line := range strings.Split(string(golden), "\n") {
			if strings.Contains(line, text) {
				lines = append(lines, i+1)
			}
		}
		return lines
	}
	if want := append(lineOf("Start(ctx, twice)"), lineOf(`"run"+".job"`)...); !slices.Equal(lines, want) {
		t.Errorf("found in lines %v, want %v", lines, want)
	}
}
