// Package arch holds the tests that keep the picture in docs/architecture.md
// true: which package may import which, and what may be mentioned where.
package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/model/lib"
	"github.com/tracelint/tracelint/internal/testenv"
)

const module = "github.com/tracelint/tracelint/"

// floors are the packages from the ground up. A package imports lower floors only.
var floors = [][]string{
	{"internal/model", "internal/catalogue", "internal/near", "internal/fingerprint", "internal/jsonschema", "docs"},
	{"internal/model/lib", "internal/words", "internal/baseline", "internal/changes", "internal/config", "internal/directive"},
	{"internal/eventflow", "internal/diag"},
	{"internal/fixplan"},
	{"internal/base"},
	{"analyzers/*"}, // the rules
	{"analyzers"},
	{"internal/driver"},
	{"internal/report", "internal/edits", "golangci", "editor", "internal/gopls"},
	{"internal/cli"},
	{"cmd/*"},
}

// outside are packages that test and measure the house. They may import all of
// it; no package on a floor imports them, except in its tests.
var outside = []string{"internal/arch", "internal/bench", "internal/bench/*", "internal/bench/cmd/*", "internal/distribution", "internal/editors", "internal/fuzz", "internal/lspclient", "internal/proof", "internal/proof/*", "internal/testenv", "internal/tracetest", "internal/waysin", "internal/world"}

// floor returns the number of the floor that a package is on, false if it is on none.
func floor(pkg string) (int, bool) {
	for i, patterns := range floors {
		if matches(patterns, pkg) {
			return i, true
		}
	}
	return 0, false
}

func matches(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, pkg)
		return ok && err == nil
	})
}

// file is a Go file of the main module.
type file struct {
	name string // slash-separated, below the root
	pkg  string // directory
	test bool
	text string
	ast  *ast.File
	fset *token.FileSet
}

func (f *file) imports(t *testing.T) []string {
	t.Helper()
	var paths []string
	for _, spec := range f.ast.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}

// files parses the Go files of the main module, whatever they are built for.
func files(t *testing.T) []*file {
	t.Helper()
	root := testenv.Root(t)
	var files []*file
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			_, err := os.Stat(filepath.Join(name, "go.mod"))
			if name != root && (err == nil || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_")) {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		f := &file{name: rel, pkg: path.Dir(rel), test: strings.HasSuffix(rel, "_test.go"), text: string(data), fset: token.NewFileSet()}
		if f.ast, err = parser.ParseFile(f.fset, rel, data, parser.SkipObjectResolution); err != nil {
			return err
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no files")
	}
	return files
}

// TestFloors holds the import graph against the floors.
func TestFloors(t *testing.T) {
	for _, f := range files(t) {
		own, ok := floor(f.pkg)
		if !ok {
			if !matches(outside, f.pkg) {
				t.Errorf("%s: package %s is on no floor: give it one here and in docs/architecture.md", f.name, f.pkg)
			}
			continue
		}
		if f.test {
			continue
		}
		for _, imp := range f.imports(t) {
			pkg, ok := strings.CutPrefix(imp, module)
			if !ok {
				continue
			}
			if other, ok := floor(pkg); !ok {
				t.Errorf("%s imports %s, which is for tests only", f.name, pkg)
			} else if other >= own {
				t.Errorf("%s imports %s, which is not on a lower floor", f.name, pkg)
			}
		}
	}
}

// TestRules sees to it that rules ask the engine and know neither each other
// nor the libraries.
func TestRules(t *testing.T) {
	var libraries []string
	for _, l := range lib.Loaders {
		for _, p := range l.Paths {
			if first, _, _ := strings.Cut(p, "/"); strings.Contains(first, ".") {
				libraries = append(libraries, p)
			}
		}
	}
	rules := 0
	for _, f := range files(t) {
		if f.test || f.pkg != "analyzers" && !strings.HasPrefix(f.pkg, "analyzers/") {
			continue
		}
		for _, p := range libraries {
			if strings.Contains(f.text, p) {
				t.Errorf("%s mentions %s: what a library's calls mean belongs into internal/model/lib", f.name, p)
			}
		}
		if f.pkg == "analyzers" {
			continue
		}
		rules++
		for _, imp := range f.imports(t) {
			switch pkg, _ := strings.CutPrefix(imp, module); {
			case pkg == "internal/model/lib":
				t.Errorf("%s imports %s: ask the engine", f.name, pkg)
			case strings.HasPrefix(pkg, "analyzers/"):
				t.Errorf("%s imports another rule, %s", f.name, pkg)
			}
		}
	}
	if rules == 0 {
		t.Error("there are no rules below analyzers")
	}
}

// TestFacts sees to it that only the engine has facts (and what its cost is
// compared with): facts make an analyzer run on every dependency.
func TestFacts(t *testing.T) {
	for _, f := range files(t) {
		if f.test || f.pkg == "internal/eventflow" || f.pkg == "internal/bench" || strings.HasPrefix(f.pkg, "internal/bench/") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			var key ast.Expr
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				key = n.Key
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					if sel, ok := lhs.(*ast.SelectorExpr); ok && sel.Sel.Name == "FactTypes" {
						key = sel.Sel
					}
				}
			}
			if id, ok := key.(*ast.Ident); ok && id.Name == "FactTypes" {
				t.Errorf("%s: an analyzer with facts outside internal/eventflow", f.fset.Position(id.Pos()))
			}
			return true
		})
	}
}

// TestDependencies sees to it that the main module needs nothing but x/tools,
// and x/mod that x/tools needs itself, YAML for the configuration, and what plugins of golangci-lint register with,
// which imports nothing but x/tools: no client library, no OpenTelemetry, no broker.
func TestDependencies(t *testing.T) {
	for _, f := range files(t) {
		for _, imp := range f.imports(t) {
			if imp == "go.yaml.in/yaml/v4" && (f.pkg == "internal/config" || f.test) || imp == "golang.org/x/mod/modfile" && f.pkg == "internal/config" || imp == "github.com/golangci/plugin-module-register/register" && f.pkg == "golangci" {
				continue
			}
			first, _, _ := strings.Cut(imp, "/")
			own := strings.HasPrefix(imp, module) || imp+"/" == module
			if strings.Contains(first, ".") && !own && !strings.HasPrefix(imp, "golang.org/x/tools/") {
				t.Errorf("%s imports %s", f.name, imp)
			}
		}
	}
}

// TestPicture looks for every package of the floors in docs/architecture.md.
func TestPicture(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(testenv.Root(t), "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	for i, packages := range floors {
		row := fmt.Sprintf("\n| %d | ", i)
		_, text, ok := strings.Cut(string(data), row)
		text, _, _ = strings.Cut(text, "\n")
		for _, pkg := range packages {
			name := strings.NewReplacer("analyzers/*", "analyzers/<rule>", "cmd/*", "cmd/tracelint").Replace(pkg)
			if !ok || !strings.Contains(text, "`"+name+"`") {
				t.Errorf("docs/architecture.md does not show %s on floor %d", name, i)
			}
		}
	}
}
