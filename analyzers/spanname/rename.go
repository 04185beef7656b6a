package spanname

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// rename returns the edit that gives the span its better name: of the literal
// at the call, or of the constant if nothing else uses it.
func (j judge) rename(better string) []analysis.SuggestedFix {
	if better == "" || j.Expr == nil || len(j.Names) != 1 {
		return nil
	}
	whole, ok := j.Names[0].Constant()
	if !ok {
		return nil
	}
	edit := j.Expr
	if id, ok := ast.Unparen(edit).(*ast.Ident); ok {
		if edit = j.declared(id); edit == nil || better[0] != '"' || better[len(better)-1] != '"' {
			return nil
		}
	}
	lit, ok := ast.Unparen(edit).(*ast.BasicLit)
	if !ok || lit.Value != fmt.Sprintf("%q", whole) && lit.Value != "`"+whole+"`" {
		return nil // part of the name is written elsewhere
	}
	return []analysis.SuggestedFix{{
		Message:   "Rename the span to " + better,
		TextEdits: []analysis.TextEdit{{Pos: lit.Pos(), End: lit.End(), NewText: []byte(better)}},
	}}
}

// declared returns the value of the constant that id names, if the constant is
// the package's own and used nowhere else; otherwise nil.
func (j judge) declared(id *ast.Ident) ast.Expr {
	obj, ok := j.pass.TypesInfo.Uses[id].(*types.Const)
	if !ok || obj.Exported() || obj.Pkg() != j.pass.Pkg {
		return nil
	}
	uses := 0
	for _, used := range j.pass.TypesInfo.Uses {
		if used == obj {
			uses++
		}
	}
	if uses != 1 {
		return nil
	}
	var found ast.Expr
	for _, f := range j.pass.Files {
		if obj.Pos() < f.FileStart || f.FileEnd <= obj.Pos() {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return found == nil
			}
			for i, name := range spec.Names {
				if j.pass.TypesInfo.Defs[name] == obj && i < len(spec.Values) {
					found = spec.Values[i]
				}
			}
			return true
		})
	}
	return found
}
