package freshroot_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestCases holds the rule against the want comments of all cases.
func TestCases(t *testing.T) { tracetest.Check(t, "freshroot") }

// TestUnderAnalysistest runs the rule as the standard harness does, with all
// dependencies from source and facts encoded on their way.
func TestUnderAnalysistest(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	analysistest.Run(t, dir, tracetest.Labelled(tracetest.Rule(t, "freshroot")), "./freshroot/links")
}

// TestStructure holds the rule against what consumer-structure asks for.
func TestStructure(t *testing.T) {
	for _, structure := range []string{"parent", "link"} {
		t.Run(structure, func(t *testing.T) {
			tracetest.CheckWith(t, "freshroot", config.Config{ConsumerStructure: structure}, "./optin/freshroot/"+structure+"/...")
		})
	}
}
