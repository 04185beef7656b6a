package driver_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/tracelint/tracelint/internal/driver"
	"github.com/tracelint/tracelint/internal/eventflow"
)

const good = `
-- go.mod --
module example.com/acme/orders

go 1.25
-- good/good.go --
package good

import "context"

func Good() { context.TODO() }
`

var goodFinding = []string{"good/good.go:5:15: TODO is fresh"}

func TestBadPackagesAreToldAndTheRestIsAnalysed(t *testing.T) {
	for _, test := range []struct {
		name, files string
		patterns    []string
		problems    []string
	}{
		{"type error", `
-- bad/bad.go --
package bad

func F() int { return "x" }

func G() { undefined() }
`, nil, []string{`bad/bad.go:3:23: cannot use "x" (untyped string constant) as int value in return statement`}},
		{"syntax error", `
-- bad/a.go --
package bad

func F( {
-- bad/b.go --
package bad

func G() {}
`, nil, []string{"bad/a.go:3:9: expected ')', found '{'"}},
		{"not Go", "-- bad/a.go --\nhello\n", nil, []string{"bad/a.go:1:1: expected 'package', found hello"}},
		{"two packages", "-- bad/a.go --\npackage a\n-- bad/b.go --\npackage b\n", nil,
			[]string{"example.com/acme/orders/bad: found packages a (a.go) and b (b.go) in ..."}},
		{"missing module", `
-- bad/a.go --
package bad

import "github.com/no/such"

var _ = such.Such
`, nil, []string{"bad/a.go:3:8: could not import github.com/no/such (no required module provides package github.com/no/such; to add it: go get github.com/no/such)"}},
		{"missing package", `
-- bad/a.go --
package bad

import "example.com/acme/orders/nosuch"

var _ = nosuch.Such
`, nil, []string{"bad/a.go:3:8: could not import example.com/acme/orders/nosuch (no required module provides package example.com/acme/orders/nosuch..."}},
		{"import cycle", `
-- bad/a.go --
package bad

import _ "example.com/acme/orders/worse"
-- worse/a.go --
package worse

import _ "example.com/acme/orders/bad"
`, nil, []string{"example.com/acme/orders/bad: import cycle not allowed..."}},
		{"build tags, wildcard", "-- bad/a.go --\n//go:build never\n\npackage bad\n", nil, nil},
		{"build tags", "-- bad/a.go --\n//go:build never\n\npackage bad\n", []string{"./bad", "./good"},
			[]string{": build constraints exclude all Go files in ..."}},
		{"empty directory, wildcard", "-- bad/README --\n", nil, nil},
		{"empty directory", "-- bad/README --\n", []string{"./bad", "./good"}, []string{": no Go files in ..."}},
		{"no directory", "", []string{"./bad", "./good"}, []string{": stat ..."}},
		{"only tests", "-- bad/a_test.go --\npackage bad\n", []string{"./bad", "./good"},
			[]string{": example.com/acme/orders/bad has only test files (use -tests)"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := write(t, good+test.files)
			expect(t, dir, run(t, driver.Options{Dir: dir, Patterns: test.patterns}), goodFinding, test.problems)
		})
	}
}

func TestMissingDependency(t *testing.T) {
	for _, flags := range []string{"-mod=mod", "-mod=readonly"} {
		t.Run(flags, func(t *testing.T) {
			t.Setenv("GOFLAGS", flags)
			t.Setenv("GOPROXY", "off")
			dir := write(t, strings.Replace(good, "go 1.25", "go 1.25\n\nrequire corp.test/lib v1.0.0", 1)+`
-- bad/a.go --
package bad

import "corp.test/lib"

func F() { lib.F() }
`)
			res, err := driver.Run(driver.Options{Dir: dir}, suite())
			if err != nil {
				if !strings.Contains(err.Error(), "corp.test/lib@v1.0.0") {
					t.Errorf("error %v", err)
				}
				return // the go command refuses the whole module
			}
			expect(t, dir, res, goodFinding, []string{"bad/a.go:3:8: could not import corp.test/lib (..."})
		})
	}
}

func TestImportersOfABrokenPackageAreAnalysed(t *testing.T) {
	dir := write(t, good+`
-- bad/bad.go --
package bad

func Bad() int { return "x" }

func Half() nosuch { return nil }
-- fine/fine.go --
package fine

import (
	"example.com/acme/orders/bad"
	"example.com/acme/orders/good"
)

func F() {
	bad.Bad()
	good.Good()
}
-- unfine/unfine.go --
package unfine

import (
	"example.com/acme/orders/bad"
	"example.com/acme/orders/good"
)

func F() {
	bad.Good()
	good.Good()
}
`)
	expect(t, dir, run(t, driver.Options{Dir: dir}), []string{"fine/fine.go:10:2: Good is fresh", goodFinding[0]},
		[]string{"bad/bad.go:5:13: undefined: nosuch (nor does 1 package that imports it compile)"})
}

func TestFailingAnalyzers(t *testing.T) {
	for _, test := range []struct{ name, function, problem string }{
		{"panic", "PleasePanic", "example.com/acme/orders/bad: internal error in base: runtime error: invalid memory address or nil pointer dereference (package.go:..."},
		{"error", "PleaseFail", "example.com/acme/orders/bad: base: cannot go on"},
		{"malformed fix", "PleaseBadFix", "example.com/acme/orders/bad: internal error in base: ..."},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := write(t, good+`
-- bad/bad.go --
package bad

import "context"

func `+test.function+`() { context.TODO() }
-- top/top.go --
package top

import (
	"example.com/acme/orders/bad"
	"example.com/acme/orders/good"
)

func F() {
	bad.`+test.function+`()
	good.Good()
}
`)
			res := run(t, driver.Options{Dir: dir, Stack: true})
			if len(res.Problems) > 0 && test.name == "panic" && !strings.Contains(res.Problems[0].Message, "\ngoroutine ") {
				t.Errorf("no stack in %q", res.Problems[0].Message)
			}
			res = run(t, driver.Options{Dir: dir})
			findings := []string{goodFinding[0], "top/top.go:10:2: Good is fresh"}
			if test.name == "error" { // it had exported the fact before
				findings = []string{goodFinding[0], "top/top.go:9:2: PleaseFail is fresh", "top/top.go:10:2: Good is fresh"}
			}
			expect(t, dir, res, findings, []string{test.problem})
		})
	}
}

func TestImpossibleRequests(t *testing.T) {
	module := write(t, good)
	workspace := write(t, "-- go.work --\ngo 1.25\n\nuse ./m\n-- m/go.mod --\nmodule m\n\ngo 1.25\n-- m/m.go --\npackage m\n")
	// Whether the package is its own module's or the other's needs the other.
	outOfReach := write(t, "-- go.mod --\nmodule example.com/shop/bus\n\ngo 1.25\n\nrequire example.com/shop v1.0.0\n-- bus.go --\npackage bus\n")
	t.Setenv("GOWORK", "")
	t.Setenv("GOPROXY", "off")
	for _, test := range []struct {
		name, dir string
		patterns  []string
		want      string
	}{
		{"a module out of reach", outOfReach, nil, "missing go.sum entry needed to verify package example.com/shop/bus"},
		{"no module", t.TempDir(), nil, "is not in a Go module: there is no go.mod there or above"},
		{"no module, package", t.TempDir(), []string{"./x"}, "is not in a Go module"},
		{"no directory", module, []string{"./nosuch"}, "nosuch: directory not found"},
		{"no package", module, []string{"./nosuch/..."}, `no Go packages match "./nosuch/..."`},
		{"a workspace's root", workspace, nil, `no Go packages match "./..." in ` + workspace + `: in a workspace name the directories of its modules, as in ./m`},
		{"no file", module, []string{"nosuch.go"}, "nosuch.go"},
		{"unknown package", module, []string{"github.com/no/such"}, "no required module provides package github.com/no/such; to add it: go get"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := driver.Run(driver.Options{Dir: test.dir, Patterns: test.patterns}, suite())
			if usage := new(driver.UsageError); !errors.As(err, &usage) || !strings.Contains(usage.Message, test.want) {
				t.Errorf("error %v, want usage error with %q", err, test.want)
			}
		})
	}
}

func TestNoGoCommand(t *testing.T) {
	dir := write(t, good)
	t.Setenv("PATH", filepath.Join(dir, "nosuch"))
	if _, err := driver.Run(driver.Options{Dir: dir}, suite()); !errors.Is(err, driver.ErrNoGo) {
		t.Errorf("error %v", err)
	}
}

func TestGoCommandRefuses(t *testing.T) {
	dir := write(t, "-- go.mod --\nmodule x\n\nnonsense\n")
	if _, err := driver.Run(driver.Options{Dir: dir}, suite()); err == nil || !strings.Contains(err.Error(), "unknown directive: nonsense") || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %v", err)
	}
}

func TestUnreadableFile(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := write(t, good+"-- bad/a.go --\npackage bad\n")
	if err := os.Chmod(filepath.Join(dir, "bad", "a.go"), 0); err != nil {
		t.Fatal(err)
	}
	res := run(t, driver.Options{Dir: dir})
	if len(res.Findings) != 1 || len(res.Problems) != 1 {
		t.Errorf("%+v", res)
	}
}

// TestFailureOfTheEngine checks that a failure that the engine recovered from
// by itself is not taken for a clean package, and that no rule reads what it
// left behind.
func TestFailureOfTheEngine(t *testing.T) {
	engine := &analysis.Analyzer{
		Name:       "eventflow",
		Doc:        "fails",
		ResultType: reflect.TypeFor[*eventflow.Index](),
		Run: func(*analysis.Pass) (any, error) {
			return &eventflow.Index{Panic: "lost", Stack: "goroutine 1"}, nil
		},
	}
	rule := &analysis.Analyzer{
		Name:     "rule",
		Doc:      "must not run",
		Requires: []*analysis.Analyzer{engine},
		Run: func(pass *analysis.Pass) (any, error) {
			t.Error("the rule was run")
			return nil, nil
		},
	}
	dir := write(t, good)
	for stack, want := range map[bool]string{false: "lost", true: "lost\ngoroutine 1"} {
		res, err := driver.Run(driver.Options{Dir: dir, Stack: stack}, []*analysis.Analyzer{rule})
		if err != nil {
			t.Fatal(err)
		}
		expect(t, dir, res, nil, []string{"example.com/acme/orders/good: internal error in eventflow: " + want})
	}
}

// TestFailuresAreToldOnce checks that other drivers, which hear only the
// analyzers that they asked for, hear of a failure in what these require, once.
func TestFailuresAreToldOnce(t *testing.T) {
	base := &analysis.Analyzer{Name: "base", Doc: "fails", Run: func(*analysis.Pass) (any, error) { panic("lost") }}
	var rules []*analysis.Analyzer
	for _, name := range []string{"one", "two"} {
		rules = append(rules, &analysis.Analyzer{Name: name, Doc: name, Requires: []*analysis.Analyzer{base}, Run: func(*analysis.Pass) (any, error) {
			t.Errorf("%s was run", name)
			return nil, nil
		}})
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: write(t, good)}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(driver.Recovering(rules), pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	told := make(map[string]int)
	for _, act := range graph.Roots {
		for _, d := range act.Diagnostics {
			if d.Category != "tracelint/internal" || !strings.HasPrefix(d.Message, "internal error in base: lost (") {
				t.Errorf("%+v", d)
			}
			told[act.Package.PkgPath]++
		}
	}
	if len(told) != len(pkgs) {
		t.Errorf("told of %v, want all of %v", told, pkgs)
	}
	for pkg, n := range told {
		if n != 1 {
			t.Errorf("told %d times of %s", n, pkg)
		}
	}
}

// TestOnlyDependentsOfAFailureAreSkipped checks that a rule reports what it
// finds whether or not another rule fails on the same package.
func TestOnlyDependentsOfAFailureAreSkipped(t *testing.T) {
	analyzer := func(name string, run func(pass *analysis.Pass), requires ...*analysis.Analyzer) *analysis.Analyzer {
		return &analysis.Analyzer{Name: name, Doc: name, Requires: requires, Run: func(pass *analysis.Pass) (any, error) {
			run(pass)
			return nil, nil
		}}
	}
	report := func(pass *analysis.Pass) { pass.Reportf(pass.Files[0].Package, "%s ran", pass.Analyzer) }
	bad := analyzer("bad", func(*analysis.Pass) { panic("lost") })
	rules := []*analysis.Analyzer{
		analyzer("apart", report),
		analyzer("child", report, bad),
		analyzer("grandchild", report, analyzer("between", report, bad)),
	}
	dir := write(t, good)
	for range 4 {
		res, err := driver.Run(driver.Options{Dir: dir}, rules)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, dir, res, []string{"good/good.go:1:1: apart ran"}, []string{"example.com/acme/orders/good: internal error in bad: lost (..."})
	}
}
