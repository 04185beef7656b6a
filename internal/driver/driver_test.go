package driver_test

import (
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/driver"
)

// twoPackages is a module whose package a is told of b's function by a fact.
const twoPackages = `
-- go.mod --
module example.com/acme/orders

go 1.25
-- a/a.go --
package a

import "example.com/acme/orders/b"

func A() { b.B() }
-- b/b.go --
package b

import "context"

func B() { context.TODO() }
-- c/c.go --
package c

func C() {}
`

func TestFactsFlowAmongThePackagesOfTheModule(t *testing.T) {
	dir := write(t, twoPackages)
	res := run(t, driver.Options{Dir: dir})
	expect(t, dir, res, []string{"a/a.go:5:12: B is fresh", "b/b.go:5:12: TODO is fresh"}, nil)
	if res.Packages != 3 || res.Source != 3 {
		t.Errorf("matched %d packages, %d from source; want 3 and 3", res.Packages, res.Source)
	}
}

func TestFindingIsResolved(t *testing.T) {
	dir := write(t, twoPackages)
	res := run(t, driver.Options{Dir: dir, Patterns: []string{"./b"}})
	if len(res.Findings) != 1 {
		t.Fatalf("%d findings", len(res.Findings))
	}
	f := res.Findings[0]
	file := filepath.Join(dir, "b", "b.go")
	got := []any{f.Package, f.Analyzer, f.Category, f.URL, f.Pos.String(), f.End.String(), f.Related[0].Pos.String(), f.Fixes}
	want := []any{"example.com/acme/orders/b", "rule", "fresh", "https://tracelint.test/rule#fresh", file + ":5:12", file + ":5:26", file + ":1:1",
		[]driver.Fix{{Message: "drop it", Edits: []driver.Edit{{Filename: file, Start: 52, End: 54, New: "x"}}}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestPartialPatternsHaveFactsButReportOnlyWhatMatches(t *testing.T) {
	dir := write(t, twoPackages)
	res := run(t, driver.Options{Dir: dir, Patterns: []string{"./a"}})
	expect(t, dir, res, []string{"a/a.go:5:12: B is fresh"}, nil)
	if res.Packages != 1 || res.Source != 2 {
		t.Errorf("matched %d packages, %d from source; want 1 and 2", res.Packages, res.Source)
	}
	res = run(t, driver.Options{Dir: filepath.Join(dir, "a")})
	expect(t, dir, res, []string{"a/a.go:5:12: B is fresh"}, nil)
}

func TestWorkspaceModule(t *testing.T) {
	dir := write(t, `
-- go.work --
go 1.25

use (
	./orders
	./bus
)
-- orders/go.mod --
module example.org/orders

go 1.25
-- orders/a.go --
package orders

import "corp.test/bus"

func A() { bus.Send() }
-- bus/go.mod --
module corp.test/bus

go 1.25
-- bus/bus.go --
package bus

import "context"

func Send() { context.TODO() }
`)
	t.Setenv("GOWORK", "")
	res := run(t, driver.Options{Dir: filepath.Join(dir, "orders")})
	expect(t, dir, res, []string{"orders/a.go:5:12: Send is fresh"}, nil)
}

func TestReplacedModule(t *testing.T) {
	dir := write(t, `
-- go.mod --
module example.org/team/orders

go 1.25

require corp.test/bus v1.0.0

replace corp.test/bus => ./third/bus
-- a.go --
package orders

import "corp.test/bus"

func A() { bus.Send() }
-- third/bus/go.mod --
module corp.test/bus

go 1.25
-- third/bus/bus.go --
package bus

import "context"

func Send() { context.TODO() }
`)
	res := run(t, driver.Options{Dir: dir})
	expect(t, dir, res, []string{"a.go:5:12: Send is fresh"}, nil)
}

// vendored has a module of the same owner, one of another, and one that
// imports a replaced module that the main module imports too.
const vendored = `
-- go.mod --
module example.org/acme/orders

go 1.25

require (
	example.org/acme/bus v1.0.0
	corp.test/lib v1.0.0
	corp.test/bridge v1.0.0
	corp.test/forked v1.0.0
)

replace corp.test/forked => ./forked
-- a.go --
package orders

import (
	"corp.test/bridge"
	"corp.test/forked"
	"corp.test/lib"
	"example.org/acme/bus"
)

func A() {
	bus.Send()
	lib.Send()
	bridge.Send()
	var f *forked.Type = bridge.New()
	f.Send()
}
-- forked/go.mod --
module corp.test/forked

go 1.25
-- vendor/modules.txt --
# corp.test/bridge v1.0.0
## explicit; go 1.25
corp.test/bridge
# corp.test/forked v1.0.0 => ./forked
## explicit; go 1.25
corp.test/forked
# corp.test/lib v1.0.0
## explicit; go 1.25
corp.test/lib
# example.org/acme/bus v1.0.0
## explicit; go 1.25
example.org/acme/bus
# corp.test/forked => ./forked
-- vendor/example.org/acme/bus/bus.go --
package bus

import "context"

func Send() { context.TODO() }
-- vendor/corp.test/lib/lib.go --
package lib

import "context"

func Send() { context.TODO() }
-- vendor/corp.test/bridge/bridge.go --
package bridge

import (
	"context"

	"corp.test/forked"
)

func Send() { context.TODO() }

func New() *forked.Type { return new(forked.Type) }
-- vendor/corp.test/forked/forked.go --
package forked

import "context"

type Type struct{}

func (*Type) Send() { context.TODO() }
`

func TestModulesOfTheSameOwnerAndDeps(t *testing.T) {
	dir := write(t, vendored)
	const (
		bus    = "a.go:11:2: Send is fresh"
		lib    = "a.go:12:2: Send is fresh"
		bridge = "a.go:13:2: Send is fresh"
		forked = "a.go:15:2: Send is fresh"
	)
	for _, test := range []struct {
		name string
		opts driver.Options
		want []string
	}{
		{"default", driver.Options{}, []string{bus, forked}},
		{"prefix", driver.Options{Deps: []string{"corp.test/lib"}}, []string{bus, lib, forked}},
		{"pattern", driver.Options{Deps: []string{"corp.test/..."}}, []string{bus, lib, bridge, forked}},
		{"no path element", driver.Options{Deps: []string{"corp.test/li"}}, []string{bus, forked}},
		{"all", driver.Options{AllDeps: true}, []string{bus, lib, bridge, forked}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.opts.Dir = dir
			expect(t, dir, run(t, test.opts), test.want, nil)
		})
	}
}

func TestAllDepsIncludesTheStandardLibrary(t *testing.T) {
	dir := write(t, `
-- go.mod --
module example.com/acme/orders

go 1.25
-- a.go --
package orders

import "encoding/json"

var _ json.Marshaler
`)
	if res := run(t, driver.Options{Dir: dir, AllDeps: true}); res.Source < 40 || len(res.Problems) > 0 {
		t.Errorf("%d packages from source, problems %v", res.Source, res.Problems)
	}
	if res := run(t, driver.Options{Dir: dir}); res.Source != 1 {
		t.Errorf("%d packages from source, want 1", res.Source)
	}
}

func TestTests(t *testing.T) {
	dir := write(t, twoPackages+`
-- b/b_test.go --
package b

import "testing"

func TestB(t *testing.T) { B() }
-- b/x_test.go --
package b_test

import (
	"testing"

	"example.com/acme/orders/a"
)

func TestX(t *testing.T) { a.A() }
-- d/d_test.go --
package d

import (
	"context"
	"testing"
)

func TestD(t *testing.T) { context.TODO() }
`)
	plain := []string{"a/a.go:5:12: B is fresh", "b/b.go:5:12: TODO is fresh"}
	expect(t, dir, run(t, driver.Options{Dir: dir}), plain, nil)
	all := append(plain, "b/b_test.go:5:28: B is fresh", "b/x_test.go:9:28: A is fresh", "d/d_test.go:8:28: TODO is fresh")
	res := run(t, driver.Options{Dir: dir, Tests: true})
	expect(t, dir, res, all, nil)
	var pkgs []string
	for _, f := range res.Findings {
		pkgs = append(pkgs, strings.TrimPrefix(f.Package, "example.com/acme/orders/"))
	}
	if want := []string{"a", "b", "b", "b_test", "d"}; !slices.Equal(pkgs, want) {
		t.Errorf("packages %q, want %q", pkgs, want)
	}
}

func TestGenerics(t *testing.T) {
	dir := write(t, `
-- go.mod --
module example.com/acme/orders

go 1.25
-- a/a.go --
package a

import "example.com/acme/orders/b"

type Number interface{ ~int | ~float64 }

func Map[T, U Number](l b.List[T], f func(T) U) (out b.List[U]) {
	for v := range l.All {
		out.Add(f(v))
		b.Send(v)
	}
	return out
}
-- b/b.go --
package b

import "context"

type List[T any] struct {
	next *List[T]
	v    T
}

type Alias[T any] = List[*T]

func (l *List[T]) Add(v T)             { l.next = &List[T]{v: v} }
func (l List[T]) All(yield func(T) bool) { yield(l.v) }

func Send[T any](v T) { context.TODO() }
`)
	expect(t, dir, run(t, driver.Options{Dir: dir}), []string{"a/a.go:10:3: Send is fresh", "b/b.go:15:25: TODO is fresh"}, nil)
}

func TestOverlay(t *testing.T) {
	dir := write(t, twoPackages)
	res := run(t, driver.Options{Dir: dir, Overlay: map[string][]byte{
		filepath.Join(dir, "b", "b.go"): []byte("package b\n\nfunc B() {}\n"),
		filepath.Join(dir, "d", "d.go"): []byte("package d\n\nimport \"context\"\n\nfunc D() { context.TODO() }\n"),
	}})
	expect(t, dir, res, []string{"d/d.go:5:12: TODO is fresh"}, nil)
}

func TestRunsRepeatThemselves(t *testing.T) {
	dir := write(t, vendored)
	first := run(t, driver.Options{Dir: dir, Tests: true})
	for range 4 {
		if again := run(t, driver.Options{Dir: dir, Tests: true}); !reflect.DeepEqual(again, first) {
			t.Fatalf("%v\nthen %v", first, again)
		}
	}
}

func TestLineDirectivesDropFixes(t *testing.T) {
	dir := write(t, `
-- go.mod --
module example.com/acme/orders

go 1.25
-- a.go --
package orders

import "context"

//line a.tmpl:10
func A() { context.TODO() }
`)
	res := run(t, driver.Options{Dir: dir})
	expect(t, dir, res, []string{"a.tmpl:10:0: TODO is fresh"}, nil)
	if len(res.Findings[0].Fixes) > 0 {
		t.Errorf("has a fix with offsets into %s", res.Findings[0].Fixes[0].Edits[0].Filename)
	}
}

// reach is relayed by packages below which there is corp.test/kafka.
type reach struct{ Via string }

func (*reach) AFact() {}

func TestFactsAreRelayedByPackagesWithoutSyntax(t *testing.T) {
	dir := write(t, `
-- go.mod --
module example.org/acme/orders

go 1.25

require (
	corp.test/top v1.0.0
	corp.test/mid v1.0.0
	corp.test/kafka v1.0.0
)
-- a.go --
package orders

import _ "corp.test/top"
-- vendor/modules.txt --
# corp.test/kafka v1.0.0
## explicit; go 1.25
corp.test/kafka
# corp.test/mid v1.0.0
## explicit; go 1.25
corp.test/mid
# corp.test/top v1.0.0
## explicit; go 1.25
corp.test/top
-- vendor/corp.test/top/a.go --
package top

import _ "corp.test/mid"
-- vendor/corp.test/mid/a.go --
package mid

import _ "corp.test/kafka"
-- vendor/corp.test/kafka/a.go --
package kafka
`)
	relay := &analysis.Analyzer{Name: "relay", Doc: "relays", FactTypes: []analysis.Fact{new(reach)}}
	relay.Run = func(pass *analysis.Pass) (any, error) {
		var r reach
		for _, imp := range pass.Pkg.Imports() {
			if imp.Path() == "corp.test/kafka" || pass.ImportPackageFact(imp, &r) {
				pass.ExportPackageFact(&reach{r.Via + "/" + imp.Name()})
			}
		}
		if pass.ImportPackageFact(pass.Pkg, &r) && len(pass.Files) > 0 {
			var all []string
			for _, f := range pass.AllPackageFacts() {
				all = append(all, f.Package.Name())
			}
			slices.Sort(all)
			pass.Reportf(pass.Files[0].Package, "%s %s %d", r.Via, all, len(pass.AllObjectFacts()))
		}
		return nil, nil
	}
	res, err := driver.Run(driver.Options{Dir: dir}, []*analysis.Analyzer{relay})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, dir, res, []string{"a.go:1:1: /kafka/mid/top [mid orders top] 0"}, nil)
}

func TestCgo(t *testing.T) {
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("no C compiler")
	}
	dir := write(t, `
-- go.mod --
module example.com/acme/orders

go 1.25
-- a.go --
package orders

// int twice(int x) { return 2 * x; }
import "C"

import "context"

func A() { _ = C.twice(1); context.TODO() }
`)
	res := run(t, driver.Options{Dir: dir})
	expect(t, dir, res, []string{"a.go:8:28: TODO is fresh"}, nil)
	if len(res.Findings) == 1 && len(res.Findings[0].Fixes) > 0 {
		t.Errorf("has a fix with offsets into a generated file: %v", res.Findings[0].Fixes)
	}
}
