package publishctx_test

import (
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/testenv"
	"github.com/tracelint/tracelint/internal/tracetest"
)

// TestInstrumentedElsewhere judges cases whose module requires X-Ray's SDK,
// with what that may mean for AWS's clients and without.
func TestInstrumentedElsewhere(t *testing.T) {
	dir := testenv.Module(t, tracetest.Module)
	judge := func(seenOnly bool) (bare, silent int) {
		var mu sync.Mutex
		cfg := config.Config{SeenOnly: seenOnly, Debug: func(posn, reason, detail string) {
			mu.Lock()
			defer mu.Unlock()
			if reason == "instrumented-elsewhere" || reason == "client-construction-unknown" {
				silent++
			}
		}}
		var rule *analysis.Analyzer
		for _, a := range analyzers.New(cfg) {
			if a.Name == "publishctx" {
				rule = a
			}
		}
		res, err := driver.Run(driver.Options{Dir: dir, Patterns: []string{"./publishctx/standins"}}, []*analysis.Analyzer{rule})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range res.Findings {
			if f.Category == "publishctx/no-carrier" {
				bare++
			}
		}
		return bare, silent
	}
	bare, silent := judge(true)
	if bare != 4 || silent != 0 {
		t.Errorf("by what is seen: %d bare publishes and %d that are not known, want 4 and 0", bare, silent)
	}
	bare, silent = judge(false)
	if bare != 3 || silent != 1 { // the one to SQS
		t.Errorf("by what is required: %d bare publishes and %d that are not known, want 3 and 1", bare, silent)
	}
}
