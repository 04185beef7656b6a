package tracetest

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// parens puts parentheses around callees, arguments, operands, and what is
// assigned and returned.
func parens(t testing.TB, w *writer) {
	for _, f := range w.source.Files {
		wrap := func(es ...ast.Expr) {
			for _, e := range es {
				if !w.source.Info.Types[e].IsValue() {
					continue
				}
				switch e := e.(type) {
				case *ast.CompositeLit:
					if e.Type == nil {
						continue
					}
				case *ast.Ident:
					if _, generic := w.source.Info.Instances[e]; generic {
						continue
					}
				case *ast.SelectorExpr:
					if _, generic := w.source.Info.Instances[e.Sel]; generic {
						continue
					}
				}
				w.insert(f, e.Pos(), "(")
				w.insert(f, e.End(), ")")
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				wrap(n.Args...)
				wrap(n.Fun)
			case *ast.SelectorExpr:
				wrap(n.X)
			case *ast.AssignStmt:
				wrap(n.Rhs...)
			case *ast.ReturnStmt:
				wrap(n.Results...)
			case *ast.ValueSpec:
				wrap(n.Values...)
			case *ast.BinaryExpr:
				wrap(n.X, n.Y)
			case *ast.KeyValueExpr:
				wrap(n.Value)
			}
			return true
		})
	}
	w.finish(t, w.dir())
}

// lists calls visit for each list of statements in the body of a function.
func lists(body ast.Node, visit func(list []ast.Stmt)) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			visit(n.List)
		case *ast.CaseClause:
			visit(n.Body)
		case *ast.CommClause:
			visit(n.Body)
		}
		return true
	})
}

// at calls visit for the expressions of a statement that are evaluated once
// and before any statement within it.
func at(st ast.Stmt, visit func(ast.Node) bool) {
	inspect := func(nodes ...ast.Node) {
		for _, n := range nodes {
			ast.Inspect(n, func(n ast.Node) bool {
				if _, ok := n.(*ast.FuncLit); ok || n == nil {
					return false
				}
				return visit(n)
			})
		}
	}
	switch st := st.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt, *ast.DeclStmt:
		inspect(st)
	case *ast.IfStmt:
		if st.Init != nil {
			inspect(st.Init)
		}
		inspect(st.Cond)
	case *ast.SwitchStmt:
		if st.Init != nil {
			inspect(st.Init)
		}
		if st.Tag != nil {
			inspect(st.Tag)
		}
	case *ast.RangeStmt:
		inspect(st.X)
	}
}

// values calls methods and functions of other packages through values: what
// was x.F(a) is f := x.F and f(a).
func values(t testing.TB, w *writer) {
	info := w.source.Info
	n := 0
	for _, f := range w.source.functions() {
		if jumps(f.Body) {
			w.skip(f.key, "a goto would jump over the values")
			continue
		}
		lists(f.Body, func(list []ast.Stmt) {
			for _, st := range list {
				if w.source.directed(f.file, w.source.Fset.Position(st.Pos()).Line) {
					continue // what is written before it would come between
				}
				at(st, func(node ast.Node) bool {
					c, ok := node.(*ast.CallExpr)
					if !ok {
						return true
					}
					sel, ok := c.Fun.(*ast.SelectorExpr)
					if !ok {
						return true
					}
					if _, ok := info.Uses[sel.Sel].(*types.Func); !ok || info.Instances[sel.Sel].Type != nil || !stable(info, sel.X, st) {
						return true
					}
					n++
					name := fmt.Sprintf("zzf%d", n)
					w.insert(f.file, st.Pos(), fmt.Sprintf("%s := %s\n", name, w.source.src(f.file, sel)))
					w.replace(f.file, sel.Pos(), sel.End(), name)
					return true
				})
			}
		})
	}
	if n > 0 {
		w.finish(t, w.dir())
	}
}

func jumps(body ast.Node) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO {
			found = true
		}
		return !found
	})
	return found
}

// stable reports whether an expression means the same right before the
// statement that it is in: a name, or fields of one, that is not declared there.
func stable(info *types.Info, e ast.Expr, in ast.Stmt) bool {
	for {
		switch x := e.(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.Ident:
			switch obj := info.Uses[x].(type) {
			case *types.Var:
				return obj.Pos() < in.Pos() || obj.Pos() >= in.End()
			case *types.PkgName:
				return true
			}
			return false // a type: a method expression
		default:
			return false
		}
	}
}

// branch moves single statements to an else.
func branch(t testing.TB, w *writer) {
	n := 0
	for _, f := range w.source.functions() {
		lists(f.Body, func(list []ast.Stmt) {
			for _, st := range list {
				switch st := st.(type) {
				case *ast.ExprStmt, *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt:
				case *ast.AssignStmt:
					if st.Tok == token.DEFINE {
						continue
					}
				default:
					continue
				}
				n++
				w.insert(f.file, st.Pos(), "if zzNever {\npanic(\"never\")\n} else {\n")
				// What a comment says of the statement stays beside it.
				w.insert(f.file, w.source.endOfLine(f.file, st.End()), "\n}\n")
			}
		})
	}
	if n > 0 {
		w.declare(w.source.Files[0], "var zzNever bool")
		w.finish(t, w.dir())
	}
}

// endOfLine returns the end of a comment that follows pos on its line, else pos.
func (s *source) endOfLine(f *ast.File, pos token.Pos) token.Pos {
	line := s.Fset.Position(pos).Line
	for _, g := range f.Comments {
		if g.Pos() >= pos && s.Fset.Position(g.Pos()).Line == line && len(strings.Trim(string(s.Text[f][s.offset(pos):s.offset(g.Pos())]), " \t")) == 0 {
			return g.List[0].End()
		}
	}
	return pos
}

// order turns round the order of the declarations in each file, below the imports.
func order(t testing.TB, w *writer) {
	for _, f := range w.source.Files {
		var decls []ast.Decl
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); !ok || g.Tok != token.IMPORT {
				decls = append(decls, d)
			}
		}
		if len(decls) < 2 {
			continue
		}
		var texts []string
		from := w.source.startOf(f, decls[0])
		for i, d := range decls {
			to := w.source.endOfLine(f, d.End())
			start := w.source.startOf(f, d)
			texts = append(texts, string(w.source.Text[f][w.source.offset(start):w.source.offset(to)]))
			if i == len(decls)-1 {
				slices.Reverse(texts)
				w.replace(f, from, to, strings.Join(texts, "\n\n"))
			}
		}
	}
	if len(w.edits) > 0 {
		w.finish(t, w.dir())
	}
}

// startOf returns where a declaration begins, its comment included.
func (s *source) startOf(f *ast.File, d ast.Decl) token.Pos {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc != nil {
			return d.Doc.Pos()
		}
	case *ast.GenDecl:
		if d.Doc != nil {
			return d.Doc.Pos()
		}
	}
	return d.Pos()
}

// fields turns round the order of the fields in literals of structs.
func fields(t testing.TB, w *writer) {
	info := w.source.Info
	movable := func(n ast.Node) *ast.CompositeLit {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || len(lit.Elts) < 2 {
			return nil
		}
		if typ := info.TypeOf(lit); typ == nil {
			return nil
		} else if p, ok := typ.Underlying().(*types.Pointer); ok { // the type is elided
			if _, ok := p.Elem().Underlying().(*types.Struct); !ok {
				return nil
			}
		} else if _, ok := typ.Underlying().(*types.Struct); !ok {
			return nil
		}
		calls := 0
		for _, e := range lit.Elts {
			if _, ok := e.(*ast.KeyValueExpr); !ok {
				return nil
			}
			if w.source.acts(e) {
				calls++
			}
		}
		if calls > 1 { // the calls would change places too
			return nil
		}
		return lit
	}
	n := 0
	for _, f := range w.source.Files {
		// text renders a node with the literals in it turned round.
		var text func(node ast.Node) string
		text = func(node ast.Node) string {
			var b strings.Builder
			last := node.Pos()
			copyTo := func(pos token.Pos) {
				b.Write(w.source.Text[f][w.source.offset(last):w.source.offset(pos)])
			}
			ast.Inspect(node, func(c ast.Node) bool {
				lit := movable(c)
				if lit == nil {
					return c != nil
				}
				n++
				for i, e := range lit.Elts {
					copyTo(e.Pos())
					b.WriteString(text(lit.Elts[len(lit.Elts)-1-i]))
					last = e.End()
				}
				return false
			})
			copyTo(node.End())
			return b.String()
		}
		for _, d := range f.Decls {
			if before := n; true {
				if s := text(d); n > before {
					w.replace(f, d.Pos(), d.End(), s)
				}
			}
		}
	}
	if n > 0 {
		w.finish(t, w.dir())
	}
}

// acts reports whether evaluating a node does anything but look at variables.
func (s *source) acts(n ast.Node) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if tv := s.Info.Types[n.Fun]; !tv.IsType() {
				found = true
			}
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}

// statements swaps neighbours that have nothing to do with each other.
func statements(t testing.TB, w *writer) {
	n := 0
	for _, f := range w.source.functions() {
		var taken []edit // of nested lists: only the innermost is changed
		lists(f.Body, func(list []ast.Stmt) {
			for i := 0; i+1 < len(list); i++ {
				a, b := list[i], list[i+1]
				if !w.source.independent(a, b) {
					continue
				}
				from, to := w.source.offset(a.Pos()), w.source.offset(w.source.endOfLine(f.file, b.End()))
				if slices.ContainsFunc(taken, func(e edit) bool { return e.start < to && from < e.end }) {
					continue
				}
				taken = append(taken, edit{from, to, ""})
				aEnd, bEnd := w.source.endOfLine(f.file, a.End()), w.source.endOfLine(f.file, b.End())
				text := w.source.Text[f.file]
				w.replace(f.file, a.Pos(), bEnd, string(text[w.source.offset(b.Pos()):w.source.offset(bEnd)])+"\n"+string(text[w.source.offset(a.Pos()):w.source.offset(aEnd)]))
				n++
				i++
			}
		})
	}
	if n > 0 {
		w.finish(t, w.dir())
	}
}

// independent reports whether two simple statements can change places: neither
// uses a variable that the other assigns to or may reach, and at most one
// does anything besides.
func (s *source) independent(a, b ast.Stmt) bool {
	usedA, setA, ok := s.touched(a)
	usedB, setB, okB := s.touched(b)
	if !ok || !okB || s.acts(a) && s.acts(b) {
		return false
	}
	meet := func(x, y map[types.Object]bool) bool {
		for o := range x {
			if y[o] {
				return true
			}
		}
		return false
	}
	return !meet(usedA, setB) && !meet(usedB, setA) && !meet(setA, setB)
}

// touched returns the variables that a statement uses, and those that it
// assigns to or whose contents it may change. It knows assignments,
// declarations and calls.
func (s *source) touched(st ast.Stmt) (used, set map[types.Object]bool, ok bool) {
	used, set = make(map[types.Object]bool), make(map[types.Object]bool)
	add := func(to map[types.Object]bool, n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if id, is := n.(*ast.Ident); is {
				obj := cmp.Or(s.Info.Defs[id], s.Info.Uses[id])
				if v, is := obj.(*types.Var); is && !v.IsField() {
					to[v] = true
				}
			}
			return true
		})
	}
	switch st := st.(type) {
	case *ast.AssignStmt:
		for _, l := range st.Lhs {
			add(set, l)
		}
		for _, r := range st.Rhs {
			add(used, r)
		}
	case *ast.DeclStmt:
		for _, spec := range st.Decl.(*ast.GenDecl).Specs {
			spec, is := spec.(*ast.ValueSpec)
			if !is {
				return nil, nil, false
			}
			for _, id := range spec.Names {
				add(set, id)
			}
			for _, v := range spec.Values {
				add(used, v)
			}
		}
	case *ast.ExprStmt:
		add(used, st)
	default:
		return nil, nil, false
	}
	contains := false // literals of functions are not looked into
	ast.Inspect(st, func(n ast.Node) bool {
		_, is := n.(*ast.FuncLit)
		contains = contains || is
		return !contains
	})
	if contains {
		return nil, nil, false
	}
	if s.acts(st) {
		for o := range used {
			set[o] = true
		}
	}
	return used, set, true
}
