package eventflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// createImports makes SSA packages for the packages that are imported
// directly, with those of their functions and variables that are used. (All
// that they declare would take longer than all else: a package uses a
// handful of the thousands. Methods are made by go/ssa when they are asked for.)
//
// ssa.Program.CreatePackage takes the members of a package from its scope, or
// from the declarations of its files. What is used is therefore put into a
// file. It stands there as constants do, since they need no syntax of their
// own; which kind of member a name becomes depends on its object alone.
func (p *pkg) createImports(prog *ssa.Program) {
	used := map[*types.Package][]types.Object{}
	seen := map[types.Object]bool{}
	for _, obj := range p.pass.TypesInfo.Uses {
		switch obj.(type) {
		case *types.Func, *types.Var:
		default:
			continue
		}
		if obj.Pkg() == nil || obj.Pkg() == p.types || obj.Parent() != obj.Pkg().Scope() || seen[obj] {
			continue
		}
		seen[obj] = true
		used[obj.Pkg()] = append(used[obj.Pkg()], obj)
	}
	for _, imp := range p.types.Imports() {
		info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
		names := &ast.ValueSpec{}
		for _, obj := range used[imp] {
			id := ast.NewIdent(obj.Name())
			info.Defs[id] = obj
			names.Names = append(names.Names, id)
		}
		file := &ast.File{Name: ast.NewIdent(imp.Name()), Decls: []ast.Decl{&ast.GenDecl{Tok: token.CONST, Specs: []ast.Spec{names}}}}
		prog.CreatePackage(imp, []*ast.File{file}, info, true)
	}
}
