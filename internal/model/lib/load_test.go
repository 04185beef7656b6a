package lib

import (
	"errors"
	"fmt"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"
)

// testdata is the module that pins the libraries.
var testdata = filepath.Join("..", "..", "..", "analyzers", "testdata")

// realPackages are the packages that the tables name, as their export data has
// them, loaded once for all tests.
var realPackages = sync.OnceValues(func() (map[string]*packages.Package, error) {
	var paths []string
	for _, l := range Loaders {
		paths = append(paths, l.Paths...)
	}
	for _, lib := range All() {
		for i := range lib.Messages {
			h := &lib.Messages[i].Headers // whose code may need other packages
			h.Code(h.Carrier+h.Make+h.Each+h.Put, func(path, name string) string { paths = append(paths, path); return name }, nil)
		}
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)

	pkgs, err := load(paths)
	if err == nil {
		return pkgs, nil
	}
	out, derr := inTestdata("go", "mod", "download").CombinedOutput()
	if derr != nil {
		return nil, fmt.Errorf("the client libraries are neither in the module cache nor can they be downloaded; "+
			"run `go mod download` in analyzers/testdata once with a network: %v\n%s", derr, out)
	}
	return load(paths)
})

func inTestdata(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = testdata
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
	return cmd
}

func load(paths []string) (map[string]*packages.Package, error) {
	list, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedImports | packages.NeedTypes | packages.NeedExportFile | packages.NeedModule,
		Dir:  testdata,
		Env:  inTestdata("go").Env,
	}, paths...)
	if err != nil {
		return nil, err
	}
	pkgs := make(map[string]*packages.Package, len(list))
	var errs []error
	for _, p := range list {
		for _, e := range p.Errors {
			errs = append(errs, e)
		}
		pkgs[p.PkgPath] = p
	}
	return pkgs, errors.Join(errs...)
}

// loaded returns the real packages or ends the test.
func loaded(t *testing.T) map[string]*packages.Package {
	t.Helper()
	pkgs, err := realPackages()
	if err != nil {
		t.Fatal(err)
	}
	return pkgs
}

func typesOf(pkgs map[string]*packages.Package) map[string]*types.Package {
	m := make(map[string]*types.Package, len(pkgs))
	for path, p := range pkgs {
		m[path] = p.Types
	}
	return m
}
