package fixplan_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/analyzers"
	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/proof"
	"github.com/tracelint/tracelint/internal/testenv"
)

var update = flag.Bool("update", false, "write the golden files")

// patterns are the packages whose findings are repaired: those made for it,
// which have golden files, and those that the rules are tested with.
var patterns = []string{"./fixplan/...", "./publishctx/...", "./freshroot/...", "./propagator/...", "./idoverload/...", "./followup/..."}

// TestFixes repairs what is found in the packages, all at once, by the first
// fix of each finding and by the last. The result must compile, be formatted
// and be found in order, as far as findings had a fix.
func TestFixes(t *testing.T) {
	dir, before := found(t)
	for _, f := range before.Findings {
		if name := f.Pos.Filename; len(f.Fixes) > 0 && strings.Contains(name, "generated") {
			t.Errorf("%v: %s has a fix", f.Pos, f.Category)
		}
	}
	fixed := apply(t, before.Findings, func(fixes []driver.Fix) driver.Fix { return fixes[0] })
	golden(t, filepath.Join(dir, "fixplan"), fixed)
	t.Run("first", func(t *testing.T) { judge(t, before, lint(t, dir, fixed)) })
	t.Run("last", func(t *testing.T) {
		judge(t, before, lint(t, dir, apply(t, before.Findings, func(fixes []driver.Fix) driver.Fix { return fixes[len(fixes)-1] })))
	})
}

// TestDeterministic lints twice, by analyzers of different making.
func TestDeterministic(t *testing.T) {
	dir, a := found(t)
	b := lint(t, dir, nil)
	if x, y := fmt.Sprintf("%+v", a.Findings), fmt.Sprintf("%+v", b.Findings); x != y {
		t.Errorf("findings or fixes differ:\n%s\n%s", x, y)
	}
}

// TestMissing looks for what a fix would need that is not there.
func TestMissing(t *testing.T) {
	_, res := found(t)
	n := 0
	for _, f := range res.Findings {
		if !strings.HasSuffix(f.Package, "/fixplan/missing") {
			continue
		}
		n++
		if len(f.Fixes) > 0 || !strings.Contains(f.Message, "; import go.opentelemetry.io/otel") {
			t.Errorf("%v: %d fixes, message %q", f.Pos, len(f.Fixes), f.Message)
		}
	}
	if n != 2 {
		t.Errorf("%d findings, want 2", n)
	}
}

var findings *driver.Result

// found lints the packages as they are.
func found(t *testing.T) (dir string, res *driver.Result) {
	t.Helper()
	dir = testenv.Module(t, "analyzers/testdata")
	if findings == nil {
		findings = lint(t, dir, nil)
	}
	return dir, findings
}

func lint(t *testing.T, dir string, overlay map[string][]byte) *driver.Result {
	t.Helper()
	env := append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
	res, err := driver.Run(driver.Options{Dir: dir, Patterns: patterns, Overlay: overlay, Env: env}, analyzers.New(config.Config{SeenOnly: true}))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Problems {
		file := ""
		if p.Pos.IsValid() {
			file = string(overlay[p.Pos.Filename])
		}
		t.Fatalf("%v: %s\n%s", p.Pos, p.Message, file)
	}
	return res
}

// apply applies one fix of each finding that has any. That two of them fit
// together, and that files stay formatted, is for [proof.Apply] to check.
func apply(t *testing.T, findings []driver.Finding, choose func([]driver.Fix) driver.Fix) map[string][]byte {
	t.Helper()
	var list []proof.Finding
	for _, f := range findings {
		if len(f.Fixes) == 0 {
			continue
		}
		var fix proof.Fix
		for _, e := range choose(f.Fixes).Edits {
			fix.Edits = append(fix.Edits, proof.Edit{Filename: e.Filename, Start: e.Start, End: e.End, New: e.New})
		}
		list = append(list, proof.Finding{Fixes: []proof.Fix{fix}})
	}
	files, err := proof.Apply(list, os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// judge reports findings that are left though they had a fix, and new ones.
func judge(t *testing.T, before, after *driver.Result) {
	t.Helper()
	open := map[string]int{}
	for _, f := range before.Findings {
		if len(f.Fixes) == 0 {
			open[f.Pos.Filename+f.Category]++
		}
	}
	for _, f := range after.Findings {
		if open[f.Pos.Filename+f.Category]--; open[f.Pos.Filename+f.Category] < 0 {
			t.Errorf("%v: found after the fix: %s (%s)", f.Pos, f.Message, f.Category)
		}
	}
}

// golden compares the files below dir with those that have .golden added to
// their names; those that no fix changes have none.
func golden(t *testing.T, dir string, fixed map[string][]byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		want, err := os.ReadFile(name + ".golden")
		got, changed := fixed[name]
		switch {
		case *update && changed:
			return os.WriteFile(name+".golden", got, 0o666)
		case *update && err == nil:
			return os.Remove(name + ".golden")
		case err == nil && !changed:
			t.Errorf("%s: no fix, want one", name)
		case changed && !bytes.Equal(got, want):
			t.Errorf("%s: fixed file differs from its golden file:\n%s", name, got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
