package main

import (
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/waysin"
)

// TestWaysAgree holds what go vet finds in the example against what the command
// finds, and what the command finds in the cases of all rules, as it is usually
// run, against what it finds if it looks into all dependencies, as go vet does.
// That go vet finds the same there, TestDriversAgree shows in package analyzers.
func TestWaysAgree(t *testing.T) {
	compare := func(t *testing.T, module string, atLeast int, theirs string, look func(dir string) []waysin.Finding) {
		dir := testenv.Module(t, module)
		mine := waysin.Command(t, executable, dir, "./...")
		if len(mine) < atLeast {
			t.Errorf("%s: only %d findings", module, len(mine))
		}
		for _, line := range waysin.Differences(mine, look(dir)) {
			t.Errorf("%s: %s: %s", module, theirs, line)
		}
	}
	t.Run("examples", func(t *testing.T) {
		compare(t, "examples/orders", 15, "go vet", func(dir string) []waysin.Finding {
			return waysin.Vet(t, executable, dir, "./...")
		})
	})
	t.Run("cases", func(t *testing.T) {
		testenv.Slow(t)
		compare(t, "analyzers/testdata", 400, "with all dependencies", func(dir string) []waysin.Finding {
			return waysin.Command(t, executable, dir, "-deps=all", "./...")
		})
	})
}
