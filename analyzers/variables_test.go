package analyzers_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/catalogue"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestVariables runs the rules' variables together, as drivers do that take
// analyzers so: nogo, for one, which knows nothing of modules. They find what
// New's find under the command, and share one engine: two of them could not
// exchange facts.
func TestVariables(t *testing.T) {
	if err := analysis.Validate(analyzers.Suite); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range analyzers.Suite {
		names = append(names, a.Name)
		if a.Requires[0] != analyzers.Suite[0].Requires[0] {
			t.Errorf("%s has an engine of its own", a.Name)
		}
	}
	slices.Sort(names)
	if want := catalogue.Rules(); !slices.Equal(names, want) {
		t.Errorf("the rules are %q, and the catalogue has %q", names, want)
	}

	dir := testenv.Module(t, tracetest.Module)
	patterns := []string{"./publishctx/wrappers/...", "./freshroot/...", "./followup/...", "./shared/..."}
	t.Setenv("GOWORK", "off")
	t.Setenv("GOFLAGS", "-mod=readonly")
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir}, patterns...) // without NeedModule
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(analyzers.Suite, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]int)
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Error(act.Err)
		}
		for _, d := range act.Diagnostics {
			got[fmt.Sprintf("%v: %s (%s)", act.Package.Fset.Position(d.Pos), d.Message, d.Category)]++
		}
	}
	res, err := driver.Run(driver.Options{Dir: dir, Patterns: patterns}, analyzers.New(config.Config{}))
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]int)
	for _, f := range res.Findings {
		want[fmt.Sprintf("%v: %s (%s)", f.Pos, f.Message, f.Category)]++
	}
	if len(want) < 50 {
		t.Errorf("only %d findings", len(want))
	}
	all := maps.Clone(got)
	maps.Copy(all, want)
	for _, f := range slices.Sorted(maps.Keys(all)) {
		if got[f] != want[f] {
			t.Errorf("%d times from the variables, %d times from New: %s", got[f], want[f], f)
		}
	}
}
