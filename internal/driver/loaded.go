package driver

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A Package is one that was loaded from source.
type Package struct {
	Path      string
	Dir       string // absolute
	Module    string // path of its module, if that is the main module or one of the workspace
	ModuleDir string
	Imports   []string // those of the packages loaded from source that it imports, sorted
	Whole     bool     // it was asked for, and it and all that it imports were analysed
	Ignored   []string // its Go files that are not for this build, absolute
}

// packages returns the packages that were loaded from source, sorted by path.
// Failed are those on which an analyzer failed.
func (prog *program) packages(failed map[string]bool) []Package {
	matched := make(map[*packages.Package]bool)
	for _, p := range prog.matched {
		matched[p] = true
	}
	broken := make(map[*packages.Package]bool) // it, or what it imports
	for _, p := range prog.closure {
		_, bad := prog.first(p)
		broken[p] = bad && prog.kind[p] != export || failed[p.PkgPath]
		for _, imp := range p.Imports {
			broken[p] = broken[p] || broken[imp]
		}
	}
	found := make(map[string]*Package)
	imports := make(map[string][]string)
	asked, lost := make(map[*Package]bool), make(map[*Package]bool)
	for _, p := range prog.source {
		q := found[p.PkgPath]
		for _, imp := range p.Imports {
			if prog.kind[imp] == full {
				imports[p.PkgPath] = append(imports[p.PkgPath], imp.PkgPath)
			}
		}
		if q != nil { // with tests, its own or those of what it imports
			asked[q], lost[q] = asked[q] || matched[p], lost[q] || broken[p]
			continue
		}
		q = &Package{Path: p.PkgPath, Dir: p.Dir, Ignored: p.IgnoredFiles}
		asked[q], lost[q] = matched[p], broken[p]
		if m := p.Module; m != nil && m.Main {
			q.Module, q.ModuleDir = m.Path, m.Dir
		}
		found[p.PkgPath] = q
	}
	out := make([]Package, 0, len(found))
	for _, p := range found {
		slices.Sort(imports[p.Path])
		p.Imports = slices.Compact(imports[p.Path])
		p.Whole = asked[p] && !lost[p]
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Package) int { return strings.Compare(a.Path, b.Path) })
	return out
}
