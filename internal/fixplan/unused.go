package fixplan

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// What a fix takes away may have been the last use of a variable or an import,
// which Go does not let stand.

// local returns the variable of a function, other than a parameter, that the
// identifier uses.
func (p *planner) local(id *ast.Ident) *types.Var {
	v, ok := p.info.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Pkg() != p.pass.Pkg || v.Parent() == nil || v.Parent() == p.pass.Pkg.Scope() {
		return nil
	}
	if f := p.fileAt(v.Pos()); f == nil || p.isParam(f, v) {
		return nil
	}
	return v
}

func identsIn(n ast.Node) (out []*ast.Ident) {
	ast.Inspect(n, func(x ast.Node) bool {
		if id, ok := x.(*ast.Ident); ok {
			out = append(out, id)
		}
		return true
	})
	return out
}

// used reports whether the file uses the variable or import outside of what is gone.
func (f *file) used(obj types.Object, gone []ast.Node) bool {
	for _, id := range f.uses(obj) {
		if !slices.ContainsFunc(gone, func(n ast.Node) bool { return n.Pos() <= id.Pos() && id.Pos() < n.End() }) {
			return true
		}
	}
	return false
}

// uses returns where the file reads a variable or names an import.
func (f *file) uses(obj types.Object) []*ast.Ident {
	if f.idents == nil {
		f.idents = map[types.Object][]*ast.Ident{}
		written := map[*ast.Ident]bool{}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					if id, ok := lhs.(*ast.Ident); ok && (n.Tok == token.ASSIGN || n.Tok == token.DEFINE) {
						written[id] = true
					}
				}
			case *ast.Ident:
				if o := f.p.info.Uses[n]; o != nil && !written[n] {
					f.idents[o] = append(f.idents[o], n)
				}
			}
			return true
		})
	}
	return f.idents[obj]
}

// declaration returns the statement that declares the variable and no other,
// if nothing is ever assigned to it again.
func (f *file) declaration(v *types.Var) *ast.AssignStmt {
	var found *ast.AssignStmt
	n := 0
	ast.Inspect(f.decl(v.Pos()), func(x ast.Node) bool {
		as, ok := x.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for _, lhs := range as.Lhs {
			if f.p.objOf(lhs) == v {
				n++
				if as.Tok == token.DEFINE && len(as.Lhs) == 1 && len(as.Rhs) == 1 {
					found = as
				}
			}
		}
		return true
	})
	if n != 1 {
		return nil
	}
	return found
}

// cut returns the edit that takes a statement out that has lines of its own.
func (f *file) cut(s ast.Stmt) (analysis.TextEdit, bool) {
	path := f.path(s)
	if len(path) < 2 {
		return analysis.TextEdit{}, false
	}
	if _, ok := path[1].(*ast.BlockStmt); !ok {
		return analysis.TextEdit{}, false
	}
	return f.lines(s)
}

// lines returns the edit that takes out the lines that n has for itself, from
// the end of the line before to the end of its last.
func (f *file) lines(n ast.Node) (analysis.TextEdit, bool) {
	from, to := f.line(n.Pos()), f.line(n.End())
	if from < 2 || to >= f.tf.LineCount() {
		return analysis.TextEdit{}, false
	}
	start, end := f.tf.LineStart(from)-1, f.tf.LineStart(to+1)-1
	if f.blank(start+1, n.Pos()) && f.blank(n.End(), end) {
		return analysis.TextEdit{Pos: start, End: end}, true
	}
	return analysis.TextEdit{}, false
}

func (f *file) blank(from, to token.Pos) bool {
	return strings.TrimSpace(string(f.src[f.offset(from):f.offset(to)])) == ""
}

// blankLine reports whether there is nothing in a line.
func (f *file) blankLine(line int) bool {
	return line >= 1 && line < f.tf.LineCount() && f.blank(f.tf.LineStart(line), f.tf.LineStart(line+1))
}

// orphans returns the edits that take out the imports of which a draft removes
// the last use, given what was taken away before. False if it leaves something
// unused that cannot go with it.
func (d *draft) orphans(before []ast.Node) (edits []analysis.TextEdit, ok bool) {
	f := d.file
	all := slices.Concat(before, d.gone)
	done := map[types.Object]bool{}
	for _, n := range d.gone {
		for _, id := range identsIn(n) {
			obj := f.p.info.Uses[id]
			if v := f.p.local(id); v != nil && !f.used(v, all) {
				if !slices.ContainsFunc(d.gone, func(n ast.Node) bool { return n.Pos() <= v.Pos() && v.Pos() < n.End() }) {
					return nil, false
				}
			}
			pkg, is := obj.(*types.PkgName)
			if !is || done[pkg] || f.used(pkg, all) {
				continue
			}
			done[pkg] = true
			if f.used(pkg, d.gone) {
				return nil, false // the last but for others' uses: they were removed by fixes of their own
			}
			e, ok := f.unimport(pkg)
			if !ok {
				return nil, false
			}
			edits = append(edits, e)
		}
	}
	return edits, true
}

// unimport returns the edit that takes an import out of its block.
func (f *file) unimport(pkg *types.PkgName) (analysis.TextEdit, bool) {
	for _, s := range f.ast.Imports {
		if f.p.info.PkgNameOf(s) != pkg || s.Doc != nil || s.Comment != nil {
			continue
		}
		for _, d := range f.ast.Decls {
			d, ok := d.(*ast.GenDecl)
			if !ok || !d.Lparen.IsValid() || s.Pos() < d.Lparen || d.Rparen < s.Pos() || len(d.Specs) < 2 {
				continue
			}
			e, ok := f.lines(s)
			if !ok {
				return e, false
			}
			// With a group of its own goes the empty line before it, or after.
			line := f.line(s.Pos())
			above, below := f.blankLine(line-1), f.blankLine(line+1)
			switch {
			case above && (below || line+1 == f.line(d.Rparen)):
				e.Pos = f.tf.LineStart(line-1) - 1
			case below && line-1 == f.line(d.Lparen):
				e.End = f.tf.LineStart(line+2) - 1
			}
			return e, true
		}
	}
	return analysis.TextEdit{}, false
}
