package followup_test

import (
	"testing"

	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestCases holds the rule against the want comments of all cases.
func TestCases(t *testing.T) { tracetest.Check(t, "followup") }
