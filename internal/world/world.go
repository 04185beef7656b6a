// Package world checks and judges Go packages that exist nowhere but in
// memory, against the packages of a nested module and all they import. Those
// are listed and read once; after that a package costs what it takes to parse,
// check and analyse it, some milliseconds, and the go command is not asked.
package world

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"

	"github.com/tracelint/tracelint/internal/fingerprint"
	"github.com/tracelint/tracelint/internal/testenv"
)

// A World is what was loaded, analysed. It may be used by several goroutines.
type World struct {
	Dir     string     // of the module
	Sources []*Package // of the module, imports before importers

	rules    []*analysis.Analyzer
	fset     *token.FileSet
	sizes    types.Sizes
	module   *analysis.Module
	types    map[string]*types.Package // by import path
	facts    *facts
	findings []Finding
}

// A Package is one that was checked from source.
type Package struct {
	Path   string
	Name   string
	Fset   *token.FileSet
	Files  []*ast.File
	Text   map[*ast.File][]byte
	Types  *types.Package
	Info   *types.Info
	Errors []types.Error

	module *analysis.Module
}

// metadata is what the go command is asked for.
const metadata packages.LoadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedDeps | packages.NeedExportFile | packages.NeedTypesSizes | packages.NeedModule

// Load loads the packages of a nested module that the patterns match, and
// judges them by the rules. Further patterns may name packages that are only to
// be imported.
func Load(t testing.TB, module string, rules []*analysis.Analyzer, patterns ...string) *World {
	t.Helper()
	dir := testenv.Module(t, module)
	roots, err := packages.Load(&packages.Config{Mode: metadata, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	w := &World{Dir: dir, rules: rules, fset: token.NewFileSet(), types: make(map[string]*types.Package), facts: newFacts(nil)}
	var closure, sources []*packages.Package // imports before importers
	packages.Visit(roots, nil, func(p *packages.Package) {
		for _, err := range p.Errors {
			t.Fatal(err)
		}
		closure = append(closure, p)
		if p.Module != nil && p.Module.Main {
			sources = append(sources, p)
		}
	})
	if len(sources) == 0 {
		t.Fatalf("no packages of %s in %q", module, patterns)
	}
	w.sizes = sources[0].TypesSizes
	w.module = moduleOf(sources[0])
	for _, p := range closure {
		if !slices.Contains(sources, p) {
			if err := w.readExport(p); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, p := range closure {
		if slices.Contains(sources, p) || p.PkgPath == "unsafe" {
			continue
		}
		// What an export file says of imports is only what its types mention.
		var imports []*types.Package
		for _, imp := range p.Imports {
			imports = append(imports, w.types[imp.PkgPath])
		}
		slices.SortFunc(imports, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
		w.types[p.PkgPath].SetImports(imports)
	}
	var problems []string
	for _, p := range closure {
		if !slices.Contains(sources, p) {
			pkg := &Package{Path: p.PkgPath, Name: p.Name, Fset: w.fset, Types: w.types[p.PkgPath], Info: new(types.Info), module: moduleOf(p)}
			_, ps := w.analyse(pkg, w.facts)
			problems = append(problems, ps...)
			continue
		}
		u := Unit{Path: p.PkgPath, Files: make(map[string][]byte)}
		for _, name := range p.CompiledGoFiles {
			if u.Files[name], err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
		}
		pkg, err := w.check(u, w.types)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range pkg.Errors {
			t.Fatal(err)
		}
		w.Sources = append(w.Sources, pkg)
		w.types[pkg.Path] = pkg.Types
		found, ps := w.analyse(pkg, w.facts)
		w.findings, problems = append(w.findings, found...), append(problems, ps...)
	}
	for _, p := range problems {
		t.Error(p)
	}
	if len(problems) > 0 {
		t.FailNow()
	}
	return w
}

func moduleOf(p *packages.Package) *analysis.Module {
	if p.Module == nil {
		return nil
	}
	return &analysis.Module{Path: p.Module.Path, Version: p.Module.Version, GoVersion: p.Module.GoVersion}
}

func (w *World) readExport(p *packages.Package) error {
	if p.PkgPath == "unsafe" {
		w.types[p.PkgPath] = types.Unsafe
		return nil
	}
	f, err := os.Open(p.ExportFile)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f)
	if err == nil {
		_, err = gcexportdata.Read(r, w.fset, w.types, p.PkgPath)
	}
	if err != nil {
		return fmt.Errorf("export data of %s: %v", p.PkgPath, err)
	}
	return nil
}

// Findings returns what was found in the packages that were loaded.
func (w *World) Findings() []Finding { return w.findings }

// A Unit is a package to be: its import path, and its files by absolute name.
type Unit struct {
	Path  string
	Files map[string][]byte
}

// A Finding is one diagnostic.
type Finding struct {
	Category string
	Message  string
	Pos      token.Position
	Subject  fingerprint.Subject
	Fixes    int // how many it has
}

// A Judgement is what came of units.
type Judgement struct {
	Errors   []types.Error // why units do not compile; they were judged nevertheless
	broken   *Error
	Findings []Finding // sorted by position, category and message
	Problems []string  // panics and errors of analyzers
	Facts    string    // about the units, as importers would get them
}

// An Error tells why a unit does not compile.
type Error struct {
	At  token.Position
	Msg string
}

// Broken returns the first error but for imports and variables that are not
// used, nil if there is none.
func (j *Judgement) Broken() *Error { return j.broken }

// Broken returns the first error but for imports and variables that are not
// used, nil if there is none.
func (pkg *Package) Broken() *types.Error { return Broken(pkg.Errors) }

// Broken returns the first error but for imports and variables that are not
// used, nil if there is none. Of the errors that go/types calls soft there are
// others, such as a range over what has no elements.
func Broken(errs []types.Error) *types.Error {
	for i, err := range errs {
		if !err.Soft || !strings.Contains(err.Msg, "not used") {
			return &errs[i]
		}
	}
	return nil
}

// Judge checks and analyses units, which may import each other and whatever
// is in the world. It returns an error if one of them cannot be parsed.
func (w *World) Judge(units ...Unit) (*Judgement, error) {
	own := make(map[string]*types.Package)
	fs := newFacts(w.facts)
	j := new(Judgement)
	ordered, err := order(units)
	if err != nil {
		return nil, err
	}
	for _, u := range ordered {
		pkg, err := w.check(u, own)
		if pkg != nil {
			defer w.forget(pkg)
		}
		if err != nil {
			return nil, err
		}
		own[u.Path] = pkg.Types
		if err := pkg.Broken(); err != nil && j.broken == nil {
			j.broken = &Error{w.fset.Position(err.Pos), err.Msg}
		}
		j.Errors = append(j.Errors, pkg.Errors...)
		found, problems := w.analyse(pkg, fs)
		j.Findings, j.Problems = append(j.Findings, found...), append(j.Problems, problems...)
	}
	if j.Facts, err = fs.encode(w.fset); err != nil {
		j.Problems = append(j.Problems, err.Error())
	}
	slices.SortFunc(j.Findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Pos.Filename, b.Pos.Filename), cmp.Compare(a.Pos.Offset, b.Pos.Offset),
			strings.Compare(a.Category, b.Category), strings.Compare(a.Message, b.Message))
	})
	return j, nil
}

// Check parses a unit and checks its types against the world.
func (w *World) Check(u Unit) (*Package, error) {
	pkg, err := w.check(u, nil)
	if pkg != nil {
		w.forget(pkg)
	}
	return pkg, err
}

// forget keeps the world from growing with what is judged in it.
func (w *World) forget(pkg *Package) {
	for _, f := range pkg.Files {
		if tf := w.fset.File(f.FileStart); tf != nil {
			w.fset.RemoveFile(tf)
		}
	}
}

// order sorts units so that those which import others come after them.
func order(units []Unit) ([]Unit, error) {
	if len(units) < 2 {
		return units, nil
	}
	byPath := make(map[string]Unit)
	for _, u := range units {
		byPath[u.Path] = u
	}
	var out []Unit
	done := make(map[string]bool)
	var visit func(u Unit) error
	visit = func(u Unit) error {
		if done[u.Path] {
			return nil
		}
		done[u.Path] = true
		for name, text := range u.Files {
			f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, spec := range f.Imports {
				if imp, ok := byPath[strings.Trim(spec.Path.Value, `"`)]; ok {
					if err := visit(imp); err != nil {
						return err
					}
				}
			}
		}
		out = append(out, u)
		return nil
	}
	for _, u := range units {
		if err := visit(u); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// check parses and type-checks a unit. What it imports is taken from own, or
// from the world.
func (w *World) check(u Unit, own map[string]*types.Package) (*Package, error) {
	pkg := &Package{Path: u.Path, Fset: w.fset, Text: make(map[*ast.File][]byte), module: w.module, Info: &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}}
	names := make([]string, 0, len(u.Files))
	for name := range u.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		f, err := parser.ParseFile(w.fset, name, u.Files[name], parser.ParseComments|parser.SkipObjectResolution)
		if f != nil {
			pkg.Files = append(pkg.Files, f)
			pkg.Text[f] = u.Files[name]
		}
		if err != nil {
			return pkg, err
		}
		pkg.Name = f.Name.Name
	}
	conf := &types.Config{
		Importer: importer(func(path string) (*types.Package, error) {
			if p := own[path]; p != nil {
				return p, nil
			}
			if p := w.types[path]; p != nil {
				return p, nil
			}
			return nil, fmt.Errorf("%s is not in this world", path)
		}),
		Sizes: w.sizes, GoVersion: "go" + w.module.GoVersion,
		Error: func(err error) {
			if err, ok := err.(types.Error); ok {
				pkg.Errors = append(pkg.Errors, err)
			}
		},
	}
	pkg.Types = types.NewPackage(u.Path, pkg.Name)
	_ = types.NewChecker(conf, w.fset, pkg.Types, pkg.Info).Files(pkg.Files) // the error is the first in pkg.Errors
	return pkg, nil
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// Dir returns the slash-separated directory of a file below the module.
func (w *World) DirOf(file string) string {
	rel, err := filepath.Rel(w.Dir, filepath.Dir(file))
	if err != nil {
		return file
	}
	return filepath.ToSlash(rel)
}
