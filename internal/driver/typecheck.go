package driver

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// typecheck fills in the types of the closure, and syntax and type
// information of the packages that are analysed. Errors are kept in
// prog.errs. First every file is parsed and, at the same time, the export
// data that the source packages import is read, one file after the other
// since each may add to packages that others mention; then the source
// packages are checked, imports before importers, in parallel.
func (prog *program) typecheck(overlay map[string][]byte, keep bool) {
	for _, p := range prog.closure {
		if p.PkgPath == "unsafe" {
			p.Types = types.Unsafe
		}
		prog.errorsOf(p) // no map writes from here on
	}
	parsed := prog.parse(overlay, keep)
	prog.readExports()
	parsed.Wait()
	prog.check()
}

// parse starts to parse the files of all source packages.
func (prog *program) parse(overlay map[string][]byte, keep bool) *sync.WaitGroup {
	type file struct {
		name string
		into []**ast.File
		errs []*error
	}
	files := make(map[string]*file) // test variants share their files
	var order []*file
	pending := new(sync.WaitGroup)
	for _, p := range prog.closure {
		if prog.kind[p] == export {
			continue
		}
		p.Syntax = make([]*ast.File, len(p.CompiledGoFiles))
		e := prog.errs[p]
		e.parse = make([]error, len(p.CompiledGoFiles))
		for i, name := range p.CompiledGoFiles {
			f := files[name]
			if f == nil {
				f = &file{name: name}
				files[name] = f
				order = append(order, f)
			}
			f.into = append(f.into, &p.Syntax[i])
			f.errs = append(f.errs, &e.parse[i])
		}
	}
	if keep {
		prog.texts = make(map[string][]byte, len(order))
	}
	var mu sync.Mutex
	next := make(chan *file)
	for range min(runtime.GOMAXPROCS(0), len(order)) {
		pending.Go(func() {
			for f := range next {
				text, tree, err := parseFile(prog.fset, f.name, overlay)
				if keep && err == nil {
					mu.Lock()
					prog.texts[f.name] = text
					mu.Unlock()
				}
				for i := range f.into {
					*f.into[i], *f.errs[i] = tree, err
				}
			}
		})
	}
	go func() {
		for _, f := range order {
			next <- f
		}
		close(next)
	}()
	return pending
}

func parseFile(fset *token.FileSet, name string, overlay map[string][]byte) ([]byte, *ast.File, error) {
	src, ok := overlay[name]
	if !ok {
		var err error
		if src, err = os.ReadFile(name); err != nil {
			return nil, nil, err
		}
	}
	tree, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	return src, tree, err
}

// readExports reads the export data of every package that a source package
// imports directly. The types of the others remain as far as those mention
// them, which is what the type checker needs.
func (prog *program) readExports() {
	view := make(map[string]*types.Package)
	for _, p := range prog.closure {
		if prog.kind[p] == export {
			view[p.PkgPath] = p.Types
		}
	}
	for _, p := range prog.closure {
		if prog.kind[p] == export {
			continue
		}
		for _, imp := range p.Imports {
			if prog.kind[imp] != export || imp.Types.Complete() || prog.errs[imp].export != nil {
				continue
			}
			tpkg, err := readExport(prog.fset, view, imp)
			if err != nil {
				prog.errs[imp].export = err
				continue
			}
			imp.Types = tpkg
		}
	}
	// An analyzer may relay facts along imports, also those of packages whose
	// types nobody needs.
	for _, p := range prog.closure {
		if prog.kind[p] == export && p.PkgPath != "unsafe" {
			p.Types.SetImports(importsOf(p))
		}
	}
}

// importsOf returns the packages that p imports, ordered by path.
func importsOf(p *packages.Package) []*types.Package {
	imports := make([]*types.Package, 0, len(p.Imports))
	for _, imp := range p.Imports {
		imports = append(imports, imp.Types)
	}
	slices.SortFunc(imports, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	return imports
}

func readExport(fset *token.FileSet, view map[string]*types.Package, p *packages.Package) (*types.Package, error) {
	f, err := os.Open(p.ExportFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f)
	if err == nil {
		var tpkg *types.Package
		if tpkg, err = gcexportdata.Read(r, fset, view, p.PkgPath); err == nil {
			return tpkg, nil
		}
	}
	return nil, fmt.Errorf("cannot read export data of %s: %v", p.PkgPath, err)
}

// check type-checks the source packages as soon as their imports are done.
func (prog *program) check() {
	importers := make(map[*packages.Package][]*packages.Package)
	waiting := make(map[*packages.Package]int)
	ready := make(chan *packages.Package, len(prog.closure)) // never blocks
	n := 0
	for _, p := range prog.closure {
		if prog.kind[p] == export {
			continue
		}
		n++
		seen := make(map[*packages.Package]bool)
		for _, imp := range p.Imports {
			if prog.kind[imp] != export && !seen[imp] {
				seen[imp] = true
				waiting[p]++
				importers[imp] = append(importers[imp], p)
			}
		}
		if waiting[p] == 0 {
			ready <- p
		}
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for p := range ready {
				prog.checkPackage(p)
				mu.Lock()
				for _, q := range importers[p] {
					if waiting[q]--; waiting[q] == 0 {
						ready <- q
					}
				}
				if n--; n == 0 {
					close(ready)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// checkPackage type-checks one package whose imports are complete.
func (prog *program) checkPackage(p *packages.Package) {
	e := prog.errs[p]
	files := p.Syntax[:0:0]
	for _, f := range p.Syntax {
		if f != nil {
			files = append(files, f)
		}
	}
	p.Syntax = files
	info := new(types.Info)
	if prog.kind[p] == full {
		info = &types.Info{
			Types:        make(map[ast.Expr]types.TypeAndValue),
			Defs:         make(map[*ast.Ident]types.Object),
			Uses:         make(map[*ast.Ident]types.Object),
			Implicits:    make(map[ast.Node]types.Object),
			Instances:    make(map[*ast.Ident]types.Instance),
			Scopes:       make(map[ast.Node]*types.Scope),
			Selections:   make(map[*ast.SelectorExpr]*types.Selection),
			FileVersions: make(map[*ast.File]string),
		}
	}
	conf := &types.Config{
		Importer:         importerFunc(func(path string) (*types.Package, error) { return prog.importFor(p, path) }),
		IgnoreFuncBodies: prog.kind[p] != full,
		Sizes:            p.TypesSizes,
		Error: func(err error) {
			e.types = append(e.types, err)
		},
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		conf.GoVersion = "go" + p.Module.GoVersion
	}
	err := types.NewChecker(conf, prog.fset, p.Types, info).Files(files)
	if len(e.types) == 0 && err != nil {
		e.types = []error{err}
	}
	if prog.kind[p] == full {
		p.TypesInfo = info
	} else {
		p.Syntax = nil
	}
}

// importFor returns the package that path means in p.
func (prog *program) importFor(p *packages.Package, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	imp := p.Imports[path]
	if imp == nil {
		return nil, fmt.Errorf("not listed by the go command")
	}
	e := prog.errs[imp]
	if prog.kind[imp] == export {
		if e.export != nil {
			return nil, e.export
		}
	} else if len(imp.Syntax) == 0 && len(imp.CompiledGoFiles) == 0 && len(imp.Errors) > 0 {
		return nil, fmt.Errorf("%s", oneLine(imp.Errors[0].Msg))
	}
	return imp.Types, nil
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
