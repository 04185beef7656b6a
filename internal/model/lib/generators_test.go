package lib

import (
	"go/types"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/model"
)

// TestGenerators sees to it that what makes up ids exists and returns something.
func TestGenerators(t *testing.T) {
	var paths []string
	for _, g := range model.Generators {
		paths = append(paths, g.Path)
	}
	pkgs, err := load(paths)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range model.Generators {
		pkg := pkgs[g.Path]
		if pkg == nil {
			t.Errorf("%s is not in the module of the test cases", g.Path)
			continue
		}
		for _, name := range g.Makes {
			var obj types.Object
			recv, method, ok := strings.Cut(name, ".")
			if tn := pkg.Types.Scope().Lookup(recv); ok && tn != nil {
				obj, _, _ = types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, pkg.Types, method)
			} else {
				obj = pkg.Types.Scope().Lookup(name)
			}
			fn, ok := obj.(*types.Func)
			if !ok || fn.Signature().Results().Len() == 0 {
				t.Errorf("%s has no %s that returns something", g.Path, name)
			}
		}
	}
	if model.Mints("github.com/google/uuid", "Parse") || model.MakesIDs("github.com/google/uuidx") || !model.Mints("github.com/oklog/ulid", "Make") || !model.Mints("github.com/gofrs/uuid", "NewV4") {
		t.Error("major versions are not told from other packages, or names not from others")
	}
}
