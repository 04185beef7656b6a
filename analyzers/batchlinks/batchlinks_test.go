package batchlinks_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestCases holds the rule against the want comments of all cases.
func TestCases(t *testing.T) { tracetest.Check(t, "batchlinks") }

// TestUnderAnalysistest runs the rule as the standard harness does, with all
// dependencies from source and facts encoded on their way.
func TestUnderAnalysistest(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	analysistest.Run(t, dir, tracetest.Labelled(tracetest.Rule(t, "batchlinks")), "./batchlinks/across")
}
