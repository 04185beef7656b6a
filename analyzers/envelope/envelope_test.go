package envelope_test

import (
	"testing"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestCases holds the rule against the want comments of its cases, all fields
// but the causation id being required.
func TestCases(t *testing.T) {
	cfg := config.Config{RequiredFields: []string{"traceId", "eventId", "correlationId", "consumerName"}}
	tracetest.CheckWith(t, "envelope", cfg, "./optin/envelope/...")
}
