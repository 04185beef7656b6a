package driver_test

import (
	"path/filepath"
	"reflect"
	"testing"

	"github.com/tracelint/tracelint/internal/driver"
)

func TestLoaded(t *testing.T) {
	dir := write(t, twoPackages+`
-- a/a_other.go --
//go:build other

package a
-- b/b_test.go --
package b

import "testing"

func TestB(t *testing.T) {}
-- a/x_test.go --
package a_test

import _ "example.com/acme/orders/a"
-- broken/broken.go --
package broken

func B() { nosuch() }
-- above/above.go --
package above

import "example.com/acme/orders/broken"

func A() { broken.B() }
`)
	pkg := func(name string, whole bool, ignored ...string) driver.Package {
		imports := map[string][]string{"a": {"example.com/acme/orders/b"}, "a_test": {"example.com/acme/orders/a"}, "above": {"example.com/acme/orders/broken"}}
		return driver.Package{Imports: imports[name], Path: "example.com/acme/orders/" + name, Dir: filepath.Join(dir, name), Module: "example.com/acme/orders", ModuleDir: dir, Whole: whole, Ignored: ignored}
	}
	other := filepath.Join(dir, "a", "a_other.go")
	test := pkg("a_test", true)
	test.Dir = filepath.Join(dir, "a")
	for _, c := range []struct {
		name string
		opts driver.Options
		want []driver.Package
	}{
		{"all", driver.Options{}, []driver.Package{pkg("a", true, other), pkg("above", false), pkg("b", true), pkg("broken", false), pkg("c", true)}},
		{"one", driver.Options{Patterns: []string{"./a"}}, []driver.Package{pkg("a", true, other), pkg("b", false)}},
		{"tests", driver.Options{Patterns: []string{"./a", "./b"}, Tests: true}, []driver.Package{pkg("a", true, other), test, pkg("b", true)}},
	} {
		c.opts.Dir = dir
		res, err := driver.Run(c.opts, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(res.Loaded, c.want) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", c.name, res.Loaded, c.want)
		}
	}
	res := run(t, driver.Options{Dir: write(t, twoPackages+"-- b/panic.go --\npackage b\n\nfunc PleasePanic() {}\n"), Patterns: []string{"./a", "./c"}})
	for _, p := range res.Loaded {
		if want := filepath.Base(p.Path) == "c"; p.Whole != want {
			t.Errorf("next to a panic: %s is whole: %t", p.Path, p.Whole)
		}
	}
}
