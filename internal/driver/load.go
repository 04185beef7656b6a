package driver

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A program is the import closure of the matched packages, divided by how
// each package's types come about.
type program struct {
	fset      *token.FileSet
	dir       string              // where the go command was called, absolute
	matched   []*packages.Package // findings are reported for these
	source    []*packages.Package // analysed: the matched ones and those that give them facts
	closure   []*packages.Package // everything, imports before importers
	unmatched []string            // what is wrong with patterns that match nothing
	kind      map[*packages.Package]kind
	errs      map[*packages.Package]*packageErrors
	texts     map[string][]byte // of parsed files, if they are to be kept
}

// kind says where a package's types come from.
type kind uint8

const (
	export  kind = iota // the compiler's export data
	shallow             // source without function bodies; not analysed
	full                // source; analysed
)

// metadata is what go list is asked for: everything but types and syntax,
// which the driver makes itself.
const metadata packages.LoadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedDeps | packages.NeedExportFile | packages.NeedTypesSizes | packages.NeedModule | packages.NeedForTest

// list asks the go command, once, for the packages that the patterns match
// and for all they import, and decides which are loaded from source.
func list(opts Options) (*program, error) {
	patterns := opts.Patterns
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	mode := metadata
	if opts.AllDeps {
		mode &^= packages.NeedExportFile // nothing need be compiled
	}
	roots, err := packages.Load(&packages.Config{
		Mode:    mode,
		Dir:     opts.Dir,
		Env:     opts.Env,
		Tests:   opts.Tests,
		Overlay: opts.Overlay,
	}, patterns...)
	if err != nil {
		return nil, explain(opts, err)
	}
	prog := &program{
		fset: token.NewFileSet(),
		dir:  directory(opts),
		kind: make(map[*packages.Package]kind),
		errs: make(map[*packages.Package]*packageErrors),
	}
	prog.unmatched = prog.match(roots, patterns)
	if len(prog.matched) == 0 {
		return nil, nothing(opts, patterns, prog.unmatched)
	}
	prog.divide(opts)
	return prog, nil
}

// match sorts out the packages that the patterns stand for. It returns what
// is wrong with those that stand for none.
func (prog *program) match(roots []*packages.Package, patterns []string) []string {
	var unmatched []string
	for _, p := range roots {
		switch {
		case isTestMain(p):
		case len(p.CompiledGoFiles) > 0 || len(p.GoFiles) > 0 || p.PkgPath == "unsafe":
			prog.matched = append(prog.matched, p)
		case onlyWildcards(patterns) && (len(p.Errors) == 0 || slices.Contains(patterns, p.PkgPath)):
			// They pass over directories without Go files to build.
		case len(p.Errors) > 0: // no directory, no files, not for this GOOS, or a module that cannot be had
			unmatched = append(unmatched, p.Errors[0].Msg)
		default:
			unmatched = append(unmatched, p.PkgPath+" has only test files (use -tests)")
		}
	}
	return unmatched
}

// isTestMain reports whether p is the generated main package of a test.
func isTestMain(p *packages.Package) bool {
	return p.Name == "main" && strings.HasSuffix(p.ID, ".test")
}

func onlyWildcards(patterns []string) bool {
	for _, p := range patterns {
		if !strings.Contains(p, "...") && p != "all" && p != "std" && p != "cmd" && p != "work" {
			return false
		}
	}
	return true
}

// divide gives each package of the closure its kind.
func (prog *program) divide(opts Options) {
	packages.Visit(prog.matched, nil, func(p *packages.Package) { prog.closure = append(prog.closure, p) })

	wanted := sourceModules(prog.closure, opts)
	var reach func(p *packages.Package)
	reach = func(p *packages.Package) {
		if prog.kind[p] == full || p.PkgPath == "unsafe" {
			return
		}
		prog.kind[p] = full
		for _, imp := range p.Imports {
			if len(imp.CompiledGoFiles) > 0 && wanted(imp) {
				reach(imp)
			}
		}
	}
	for _, p := range prog.matched {
		reach(p)
	}
	// Whoever imports a package that is loaded from source must be as well,
	// or there would be two of each of its types. The same goes for packages
	// that the go command could not compile.
	for _, p := range prog.closure {
		if prog.kind[p] == full {
			prog.source = append(prog.source, p)
			continue
		}
		if p.ExportFile == "" && p.PkgPath != "unsafe" {
			prog.kind[p] = shallow
		}
		for _, imp := range p.Imports {
			if prog.kind[imp] != export {
				prog.kind[p] = shallow
			}
		}
	}
	for _, p := range prog.closure {
		p.Fset = prog.fset
		p.Types = types.NewPackage(p.PkgPath, p.Name)
		p.TypesInfo = new(types.Info)
	}
}

// sourceModules returns the test for packages that are loaded from source
// when a matched package imports them: those of the main module, of a
// workspace, of modules replaced by a directory, of modules that share the
// main module's first two path elements, and those asked for by opts.
func sourceModules(closure []*packages.Package, opts Options) func(*packages.Package) bool {
	if opts.AllDeps {
		return func(*packages.Package) bool { return true }
	}
	deps := make([]string, len(opts.Deps))
	for i, p := range opts.Deps {
		deps[i] = strings.TrimSuffix(strings.TrimSuffix(p, "..."), "/")
	}
	companies := make(map[string]bool)
	for _, p := range closure {
		if m := p.Module; m != nil && m.Main {
			companies[company(m.Path)] = true
		}
	}
	return func(p *packages.Package) bool {
		if m := p.Module; m != nil {
			if m.Main || m.Replace != nil && m.Replace.Version == "" || companies[company(m.Path)] {
				return true
			}
		}
		for _, dep := range deps {
			if below(p.PkgPath, dep) {
				return true
			}
		}
		return false
	}
}

// company returns the first two elements of a module's path, which the
// modules of one owner share ("github.com/acme").
func company(module string) string {
	elems := strings.SplitN(module, "/", 3)
	return strings.Join(elems[:min(2, len(elems))], "/")
}

// below reports whether path is prefix or lies below it.
func below(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix) && path[len(prefix)] == '/'
}
