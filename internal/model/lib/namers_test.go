package lib

import (
	"go/types"
	"testing"

	"github.com/tracelint/tracelint/internal/model"
)

// TestNamers sees to it that what is given a function that names spans exists,
// and that the function returns a text.
func TestNamers(t *testing.T) {
	var paths []string
	for _, n := range model.Namers {
		paths = append(paths, n.Path)
	}
	pkgs, err := load(paths)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range model.Namers {
		pkg := pkgs[n.Path]
		if pkg == nil {
			t.Errorf("%s is not in the module of the test cases", n.Path)
			continue
		}
		scope := pkg.Types.Scope()
		f, ok := scope.Lookup(n.Func).(*types.Func)
		if !ok || f.Signature().Params().Len() == 0 {
			t.Errorf("%s has no function %s with a parameter", n.Path, n.Func)
			continue
		}
		sig, ok := f.Signature().Params().At(0).Type().Underlying().(*types.Signature)
		if !ok || sig.Results().Len() != 1 || !types.Identical(sig.Results().At(0).Type(), types.Typ[types.String]) {
			t.Errorf("%s.%s is given no function that returns a text", n.Path, n.Func)
		}
		if !model.NamesSpans(f) {
			t.Errorf("%s.%s is not told by its object", n.Path, n.Func)
		}
		for _, name := range scope.Names() {
			if g, ok := scope.Lookup(name).(*types.Func); ok && g != f && model.NamesSpans(g) {
				t.Errorf("%s.%s is taken for %s", n.Path, name, n.Func)
			}
		}
	}
}
