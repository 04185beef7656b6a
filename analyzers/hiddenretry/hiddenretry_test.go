package hiddenretry_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestCases holds the rule against the want comments of all cases.
func TestCases(t *testing.T) { tracetest.Check(t, "hiddenretry") }

// TestOptIn does so for the categories that are reported only if asked for.
func TestOptIn(t *testing.T) {
	tracetest.CheckWith(t, "hiddenretry", config.Config{Preset: "strict"}, "./optin/hiddenretry/...")
}

// TestUnderAnalysistest runs the rule as the standard harness does, with all
// dependencies from source and facts encoded on their way.
func TestUnderAnalysistest(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	analysistest.Run(t, dir, tracetest.Labelled(tracetest.Rule(t, "hiddenretry")), "./hiddenretry/helpers")
}
