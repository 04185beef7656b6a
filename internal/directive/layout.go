package directive

import (
	"go/ast"
	"go/token"
)

// layout says which lines of a file belong together.
type layout struct {
	fset   *token.FileSet
	code   map[int]token.Pos // the first code on each line on which something starts or ends
	starts map[int][]span    // statements and declarations by their first line
	ends   map[int][]span    // by their last line
}

func layOut(fset *token.FileSet, f *ast.File) *layout {
	l := &layout{fset: fset, code: map[int]token.Pos{}, starts: map[int][]span{}, ends: map[int][]span{}}
	touch := func(pos token.Pos) {
		if old, ok := l.code[l.line(pos)]; !ok || pos < old {
			l.code[l.line(pos)] = pos
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil, *ast.File:
			return true
		case *ast.CommentGroup, *ast.Comment:
			return false
		case *ast.FuncDecl:
			touch(n.Type.Pos()) // its documentation is no code
			touch(n.End() - 1)
			return true
		case *ast.GenDecl:
			touch(n.TokPos)
			touch(n.End() - 1)
			l.add(n.TokPos, n)
			return true
		}
		touch(n.Pos())
		touch(n.End() - 1)
		switch n := n.(type) {
		case *ast.BlockStmt, *ast.LabeledStmt:
		case ast.Stmt, ast.Spec:
			l.add(n.Pos(), n)
		}
		return true
	})
	return l
}

// line is the line in the file itself, whatever //line comments say.
func (l *layout) line(pos token.Pos) int { return l.fset.PositionFor(pos, false).Line }

// add notes a statement or declaration, up to where its first block begins.
func (l *layout) add(pos token.Pos, n ast.Node) {
	end := n.End() - 1
	ast.Inspect(n, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.BlockStmt:
			end = min(end, x.Lbrace)
			return false
		case *ast.CaseClause:
			end = min(end, x.Colon)
		case *ast.CommClause:
			end = min(end, x.Colon)
		}
		return true
	})
	s := span{l.line(pos), l.line(end)}
	l.starts[s.from] = append(l.starts[s.from], s)
	l.ends[s.to] = append(l.ends[s.to], s)
}

// covered returns the lines that a directive speaks of: after code its own, and
// the statement that starts or ends there; on a line of its own the statement
// below; in a function's documentation the whole function.
func (l *layout) covered(f *ast.File, g *ast.CommentGroup, c *ast.Comment) []span {
	own := l.line(c.Pos())
	if pos, ok := l.code[own]; ok && pos < c.Pos() {
		return append(append([]span{{own, own}}, l.starts[own]...), l.ends[own]...)
	}
	for _, d := range f.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Doc == g {
			return []span{{l.line(fd.Type.Pos()), l.line(fd.End() - 1)}}
		}
	}
	below := l.line(g.End()) + 1
	return append([]span{{below, below}}, l.starts[below]...)
}
