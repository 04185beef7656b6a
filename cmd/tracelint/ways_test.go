package main

import (
	"testing"

	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/waysin"
)

// TestWaysAgree holds what go vet finds in the example and in the cases of all
// rules against what the command finds.
func TestWaysAgree(t *testing.T) {
	for module, atLeast := range map[string]int{"examples/orders": 15, "analyzers/testdata": 400} {
		dir := testenv.Module(t, module)
		mine := waysin.Command(t, executable, dir, "./...")
		if len(mine) < atLeast {
			t.Errorf("%s: only %d findings", module, len(mine))
		}
		for _, line := range waysin.Differences(mine, waysin.Vet(t, executable, dir, "./...")) {
			t.Errorf("%s: go vet: %s", module, line)
		}
	}
}
