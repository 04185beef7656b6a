package eventflow

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A package for telemetry has a function that sets up a provider of tracers.
// Spans are recorded in the programs that call it, not in all that have the
// package among their dependencies.

// setups finds out who in a package sets up a provider of tracers.
type setups struct {
	pass   *analysis.Pass
	made   []*ast.FuncDecl // where a provider is made; nil stands for the initializer of a variable
	chosen []*ast.FuncDecl // where some provider is made the process-wide one
	noop   bool            // there is one that records nothing
	below  bool            // packages below offer functions that set one up

	offers map[*types.Package][]string
}

func newSetups(pass *analysis.Pass, below bool) *setups {
	return &setups{pass: pass, below: below, offers: map[*types.Package][]string{}}
}

// run reports whether a provider is set up whenever the package is part of a
// program, and the names, space-separated, of the functions that set one up when called.
func (s *setups) run() (always bool, offers string) {
	from := s.made
	if !s.noop {
		from = append(from, s.chosen...)
	}
	leads := map[types.Object]bool{}
	for _, d := range from {
		if d == nil {
			return true, ""
		}
		leads[s.pass.TypesInfo.Defs[d.Name]] = true
	}
	if len(leads) == 0 && !s.below {
		return false, ""
	}
	for grown := true; grown; {
		grown = false
		for _, f := range s.pass.Files {
			if isTestFile(s.pass, f.Package) {
				continue
			}
			for _, d := range f.Decls {
				fd, _ := d.(*ast.FuncDecl)
				if fd != nil && leads[s.pass.TypesInfo.Defs[fd.Name]] || !s.refers(d, leads) {
					continue
				}
				if fd == nil {
					return true, ""
				}
				leads[s.pass.TypesInfo.Defs[fd.Name]] = true
				grown = true
			}
		}
	}
	var names []string
	for obj := range leads {
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		if fn.Signature().Recv() == nil && (fn.Name() == "init" || fn.Name() == "main" && s.pass.Pkg.Name() == "main") {
			return true, ""
		}
		if fn.Exported() {
			names = append(names, callName(fn))
		}
	}
	slices.Sort(names)
	return false, strings.Join(names, " ")
}

// refers reports whether a declaration names one of the functions, or one that
// a package below offers.
func (s *setups) refers(d ast.Decl, leads map[types.Object]bool) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		fn, ok := s.pass.TypesInfo.Uses[id].(*types.Func)
		if !ok || fn.Pkg() == nil {
			return true
		}
		fn = fn.Origin()
		found = leads[fn] || s.below && fn.Pkg() != s.pass.Pkg && slices.Contains(s.offered(fn.Pkg()), callName(fn))
		return !found
	})
	return found
}

// offered are the functions of another package that set up a provider.
func (s *setups) offered(q *types.Package) []string {
	names, ok := s.offers[q]
	if !ok {
		var f Reach
		if sameCompany(s.pass, q.Path()) && s.pass.ImportPackageFact(q, &f) {
			names = strings.Fields(decodePropagation(f.Propagates).Offers)
		}
		s.offers[q] = names
	}
	return names
}
