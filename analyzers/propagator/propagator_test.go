package propagator_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestCases holds the rule against the want comments of all cases.
func TestCases(t *testing.T) { tracetest.Check(t, "propagator") }

// TestUnderAnalysistest runs the rule as the standard harness does, with all
// dependencies from source and facts encoded on their way.
func TestUnderAnalysistest(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	rule := tracetest.Labelled(tracetest.Rule(t, "propagator"))
	analysistest.Run(t, dir, rule, "./propagator/below", "./propagator/set")
}
