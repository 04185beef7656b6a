package changes

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A pkg is the functions of a directory in which something was changed.
type pkg struct {
	changed map[string]bool // names of functions that were, or call such
}

// depth is how far the functions that a changed one is called by are followed
// within its package.
const depth = 2

// callsChanged reports whether a function that the statement calls, or one that
// makes what goes into it, was changed. Of a method that is called on something
// only the name is known; it is looked for here and in what the file imports.
func (c *Changes) callsChanged(h *handoff, callee string) bool {
	here := filepath.Dir(h.source.name)
	if dir, name := c.locate(callee); dir != "" && c.pkg(dir).changed[name] {
		return true
	}
	imports := h.imports()
	changed := false
	call := func(call *ast.CallExpr) {
		switch fun := unindexed(call.Fun).(type) {
		case *ast.Ident:
			changed = changed || c.pkg(here).changed[fun.Name]
		case *ast.SelectorExpr:
			if id, ok := fun.X.(*ast.Ident); ok && imports[id.Name] != "" {
				if dir := c.dirs[imports[id.Name]]; dir != "" {
					changed = changed || c.pkg(dir).changed[fun.Sel.Name]
				}
				return
			}
			if root(fun.X) != "" && callee != "" && strings.HasSuffix(callee, "."+fun.Sel.Name) {
				return // that one is known
			}
			method := func(dir string) bool {
				for name := range c.pkg(dir).changed {
					if strings.HasSuffix(name, "."+fun.Sel.Name) {
						return true
					}
				}
				return false
			}
			changed = changed || method(here)
			for _, path := range imports {
				if dir := c.dirs[path]; dir != "" && !changed {
					changed = method(dir)
				}
			}
		}
	}
	h.each(func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if n, ok := n.(*ast.CallExpr); ok {
				call(n)
			}
			return !changed
		})
	})
	return changed
}

// farChanged reports whether the function in which an event is handed off in the
// end was changed. It is in a package that this one imports, perhaps by others.
func (c *Changes) farChanged(h *handoff, f Func, callee string) bool {
	if f.Name == "" {
		return false
	}
	if dir, name := c.locate(callee); dir != "" && name == f.Name {
		return false // it is the one that is called, which is looked at anyway
	}
	for dir := range c.reached(filepath.Dir(h.source.name)) {
		changed := c.pkg(dir).changed
		if len(changed) == 0 {
			continue
		}
		s := c.source(filepath.Join(dir, f.File))
		if s != nil && slices.ContainsFunc(s.decls, func(d *decl) bool {
			return changed[d.name] && (d.name == f.Name || d.tree.Name.Name+"."+d.name == f.Name)
		}) {
			return true
		}
	}
	return false
}

// reached returns the directories of a package and of all that it imports.
func (c *Changes) reached(dir string) map[string]bool {
	seen := make(map[string]bool)
	var visit func(dir string)
	visit = func(dir string) {
		if dir == "" || seen[dir] {
			return
		}
		seen[dir] = true
		for _, path := range c.imports[dir] {
			visit(c.dirs[path])
		}
	}
	visit(dir)
	return seen
}

// propagatorsChanged reports whether a line about propagators was touched in the
// program in a directory or in what it imports, or whether it does not import
// any more what has such a line.
func (c *Changes) propagatorsChanged(program string) bool {
	reached := c.reached(program)
	for _, ch := range c.gone {
		if ch.old != nil && slices.ContainsFunc(ch.old.lines, propagates) {
			return true
		}
	}
	for name, ch := range c.changed {
		s := c.source(name)
		if !reached[filepath.Dir(name)] || !product(name) || s == nil || s.tree == nil {
			continue
		}
		here := make(map[*decl]bool) // declarations of the old file that are still there
		for _, d := range s.decls {
			here[c.was(d)] = true
			if diff := c.diff(d); slices.ContainsFunc(diff.added, propagates) || slices.ContainsFunc(diff.deleted, func(r removal) bool { return propagates(r.line) }) {
				return true
			}
		}
		if ch.old == nil || ch.old.tree == nil {
			continue
		}
		for _, d := range ch.old.decls {
			if !here[d] && slices.ContainsFunc(d.body(), propagates) {
				return true
			}
		}
		for _, path := range ch.old.imports() {
			if dir := c.dirs[path]; dir != "" && !reached[dir] && c.saysPropagator(dir) {
				return true
			}
		}
	}
	return false
}

// saysPropagator reports whether a package, or one that it imports, has a line
// about propagators.
func (c *Changes) saysPropagator(dir string) bool {
	for dir := range c.reached(dir) {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			if name := filepath.Join(dir, e.Name()); !e.IsDir() && product(name) {
				if s := c.source(name); s != nil && slices.ContainsFunc(s.lines, propagates) {
					return true
				}
			}
		}
	}
	return false
}

// propagates reports whether a line names a propagator or baggage.
func propagates(l line) bool {
	return slices.ContainsFunc(l.tokens, func(t tok) bool {
		name := strings.ToLower(t.text)
		return t.Token == token.IDENT && (strings.Contains(name, "propagat") || strings.Contains(name, "baggage"))
	})
}

// each calls do for the statement and for those that make or fill what goes
// into it.
func (h *handoff) each(do func(ast.Node)) {
	do(h.node)
	fn, ok := h.decl.node.(*ast.FuncDecl)
	if !ok || fn.Body == nil || h.whole {
		return
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool { name := root(e); return h.direct[name] || h.feeding[name] }) {
				do(n)
			}
		case *ast.ExprStmt:
			if h.mentions(n) {
				do(n)
			}
		}
		return true
	})
}

func unindexed(e ast.Expr) ast.Expr {
	for {
		switch x := e.(type) {
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return e
		}
	}
}

// locate returns the directory and the name of a function with its import path
// in front, "" if it is in none of the packages.
func (c *Changes) locate(callee string) (dir, name string) {
	slash := strings.LastIndex(callee, "/") + 1
	for i := slash; i < len(callee); i++ {
		if callee[i] == '.' {
			if dir := c.dirs[callee[:i]]; dir != "" {
				return dir, callee[i+1:]
			}
		}
	}
	return "", ""
}

// pkg returns what was changed in a directory.
func (c *Changes) pkg(dir string) *pkg {
	p, ok := c.packages[dir]
	if ok {
		return p
	}
	p = &pkg{changed: make(map[string]bool)}
	c.packages[dir] = p
	touched := false
	for name := range c.changed {
		touched = touched || filepath.Dir(name) == dir && product(name)
	}
	if !touched {
		return p
	}
	var decls []*decl
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if e.IsDir() || !product(name) {
			continue
		}
		s := c.source(name)
		if s == nil {
			continue
		}
		for _, d := range s.decls {
			fn, ok := d.node.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			decls = append(decls, d)
			if _, changed := c.changed[name]; changed {
				if old := c.was(d); old == nil || !same(old, d) {
					p.changed[d.name] = true
				}
			}
		}
	}
	for range depth {
		var more []string
		for _, d := range decls {
			if !p.changed[d.name] && callsAny(d.node, p.changed) {
				more = append(more, d.name)
			}
		}
		for _, name := range more {
			p.changed[name] = true
		}
	}
	return p
}

// product reports whether a file is Go and not for tests.
func product(name string) bool {
	return strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
}

// callsAny reports whether a function calls one of its package that is in the
// set, by name.
func callsAny(n ast.Node, set map[string]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		switch fun := unindexed(call.Fun).(type) {
		case *ast.Ident:
			found = set[fun.Name]
		case *ast.SelectorExpr:
			for name := range set {
				found = found || strings.HasSuffix(name, "."+fun.Sel.Name)
			}
		}
		return true
	})
	return found
}
