package changes

import (
	"cmp"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// A Finding is what has to be known of one.
type Finding struct {
	Pos, End token.Position // file names are absolute
	Related  []token.Position
	Callee   string // what is called there, as in package fingerprint
	Far      Func   // where it is handed off in the end, or what else it is about, if that is elsewhere
	Program  bool   // it is about what a whole program does with propagators
	Unused   bool   // it is about what is not done with the variables that the statement sets
}

// A Func is a function in a package that need not be known.
type Func struct {
	Name string // "bus.Publish" of a package, "Bus.Publish" of a type
	File string // without its directory
}

// A Package is one from which functions may be called.
type Package struct {
	Dir     string
	Imports []string // paths of such packages
}

// Packages tells of the packages from which functions may be called, by import
// path.
func (c *Changes) Packages(packages map[string]Package) {
	c.dirs, c.imports = make(map[string]string), make(map[string][]string)
	for path, p := range packages {
		dir := c.resolve(p.Dir)
		c.dirs[path] = dir
		c.imports[dir] = append(c.imports[dir], p.Imports...)
	}
}

// Touched reports whether what the finding is about was touched.
func (c *Changes) Touched(f Finding) bool {
	file := c.absolute(f.Pos.Filename)
	if c.elsewhere(filepath.Dir(file)) {
		return true
	}
	if len(c.changed)+len(c.gone) == 0 {
		return false
	}
	_, changed := c.changed[file]
	s := c.source(file)
	if s == nil || s.tree == nil {
		return changed // not Go, or no longer as it was analysed
	}
	d := s.at(f.Pos.Line)
	if d == nil {
		return changed && !c.hadLine(file, f.Pos.Line) || c.touchedNear(f.Related)
	}
	h := handOff(d, f.Pos, f.End)
	h.unused = f.Unused
	return changed && h.touched(c.diff(d)) || c.touchedNear(f.Related) || c.farChanged(h, f.Far, f.Callee) || c.callsChanged(h, f.Callee) || f.Program && c.propagatorsChanged(filepath.Dir(file))
}

// elsewhere reports whether a directory is outside of the repository, or in one
// of its own within it, such as a submodule: nobody can tell what was touched.
func (c *Changes) elsewhere(dir string) bool {
	for ; dir != c.git.root; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil || dir == filepath.Dir(dir) {
			return true
		}
	}
	return false
}

// resolve returns a directory without symbolic links.
func (c *Changes) resolve(dir string) string {
	real, ok := c.real[dir]
	if !ok {
		real = dir
		if r, err := filepath.EvalSymlinks(dir); err == nil {
			real = r
		}
		c.real[dir] = real
	}
	return real
}

func (c *Changes) absolute(file string) string {
	return filepath.Join(c.resolve(filepath.Dir(file)), filepath.Base(file))
}

// hadLine reports whether a line outside of declarations, of a file that was
// changed, was somewhere in it before.
func (c *Changes) hadLine(file string, n int) bool {
	ch := c.changed[file]
	now := strings.Split(string(c.source(file).text), "\n")
	if ch.old == nil || n > len(now) {
		return false
	}
	return slices.ContainsFunc(strings.Split(string(ch.old.text), "\n"), func(l string) bool { return strings.TrimSpace(l) == strings.TrimSpace(now[n-1]) })
}

// diff returns what was changed in a declaration. Of a new one it is all.
func (c *Changes) diff(d *decl) diff {
	old := c.was(d)
	switch {
	case old == nil:
		return diff{added: d.body()}
	case same(old, d):
		return diff{}
	}
	return compare(old.body(), d.body(), d.to)
}

// touchedNear reports whether the statement around one of the places was touched.
func (c *Changes) touchedNear(places []token.Position) bool {
	for _, p := range places {
		file := c.absolute(p.Filename)
		if _, changed := c.changed[file]; !changed {
			continue
		}
		s := c.source(file)
		if s == nil || s.tree == nil {
			return true
		}
		d := s.at(p.Line)
		if d == nil {
			if !c.hadLine(file, p.Line) {
				return true
			}
			continue
		}
		h := handOff(d, p, p)
		if h.whole || literal(h.node) {
			h.from, h.to = p.Line, p.Line // the parameter, not all that the function does
		}
		if h.inside(c.diff(d)) {
			return true
		}
	}
	return false
}

// literal reports whether a function is written within n.
func literal(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		_, lit := n.(*ast.FuncLit)
		found = found || lit
		return !found
	})
	return found
}

// A handoff is the statement that a finding is about, and what goes into it.
type handoff struct {
	*decl
	from, to int  // lines
	whole    bool // it is about the whole declaration
	node     ast.Node
	direct   map[string]bool // variables in the statement
	feeding  map[string]bool // what they are made of, and contexts
	unused   bool            // so that what is gone may have used what the statement sets
	makers   [][2]int        // first and last lines of the statements that make or fill these
}

// handOff returns the innermost statement around a range of the declaration.
func handOff(d *decl, pos, end token.Position) *handoff {
	h := &handoff{decl: d, direct: make(map[string]bool), feeding: make(map[string]bool), from: d.from, to: d.to, whole: true, node: d.node}
	tf := d.fset.File(d.tree.FileStart)
	at := position(tf, pos)
	until := max(at, position(tf, end))
	path, _ := astutil.PathEnclosingInterval(d.tree, at, until)
	fn, _ := d.node.(*ast.FuncDecl)
	if fn == nil || fn.Body == nil || at < fn.Body.Pos() {
		return h
	}
	for i, n := range path {
		stmt, ok := n.(ast.Stmt)
		if n == d.node {
			break // in a comment between statements, perhaps
		}
		if !ok {
			continue
		}
		if _, block := n.(*ast.BlockStmt); block && i == 0 {
			// In a comment: what it is about is below.
			h.whole, h.from, h.to = false, d.line(at), d.line(at)+1
			return h
		}
		from, to := stmt.Pos(), stmt.End()
		if at > stmt.Pos() {
			to = header(stmt) // of a loop or condition only what is in front of its body
		}
		var node ast.Node = stmt
		switch stmt.(type) {
		case *ast.ReturnStmt, *ast.BranchStmt:
			// What a handler does instead of giving up stands beside it.
			if local := locals(fn); i+1 < len(path) && !slices.ContainsFunc(idents(stmt), func(name string) bool { return local[name] }) {
				from, to, node = path[i+1].Pos(), path[i+1].End(), path[i+1]
			}
		}
		h.whole, h.from, h.to, h.node = false, d.line(from), d.line(to), node
		h.slice(fn)
		return h
	}
	return h
}

// position returns the place in the parsed file.
func position(tf *token.File, p token.Position) token.Pos {
	if p.Line < 1 || p.Line > tf.LineCount() {
		return tf.Pos(0)
	}
	return tf.Pos(min(tf.Size(), tf.Offset(tf.LineStart(p.Line))+max(0, p.Column-1)))
}

// header returns the end of what stands in front of a statement's body.
func header(s ast.Stmt) token.Pos {
	switch s := s.(type) {
	case *ast.IfStmt:
		return s.Body.Pos()
	case *ast.ForStmt:
		return s.Body.Pos()
	case *ast.RangeStmt:
		return s.Body.Pos()
	case *ast.SwitchStmt:
		return s.Body.Pos()
	case *ast.TypeSwitchStmt:
		return s.Body.Pos()
	}
	return s.End()
}

// slice collects the variables of the statement, and those that they are made
// of. The receiver, errors, and what is not declared here say nothing.
func (h *handoff) slice(fn *ast.FuncDecl) {
	local := locals(fn)
	for _, name := range idents(h.node) {
		if local[name] {
			h.direct[name] = true
		}
	}
	for name := range h.direct {
		if context(name) {
			delete(h.direct, name)
			h.feeding[name] = true
		}
	}
	more := true
	feed := func(n ast.Node) {
		for _, name := range idents(n) {
			if local[name] && !h.direct[name] && !h.feeding[name] {
				h.feeding[name] = true
				more = true
			}
		}
	}
	for more {
		more = false
		assignments(fn.Body, func(lhs []ast.Expr, rhs ast.Node) {
			if slices.ContainsFunc(lhs, func(e ast.Expr) bool { n := root(e); return h.direct[n] || h.feeding[n] }) {
				feed(rhs)
			}
		})
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			// A call may put its other arguments into one of them.
			if s, ok := n.(*ast.ExprStmt); ok && h.mentions(s) {
				feed(s)
			}
			return true
		})
	}
	made := func(from, to ast.Node) {
		h.makers = append(h.makers, [2]int{h.line(from.Pos()), h.line(to.End())})
	}
	assignments(fn.Body, func(lhs []ast.Expr, rhs ast.Node) {
		if _, ok := rhs.(*ast.FuncLit); ok && h.direct[root(lhs[0])] {
			made(lhs[0], rhs) // the statement may call it
			return
		}
		if !literal(rhs) && (h.mentions(rhs) || slices.ContainsFunc(lhs, func(e ast.Expr) bool { n := root(e); return h.direct[n] || h.feeding[n] })) {
			made(lhs[0], rhs)
		}
	})
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if s, ok := n.(*ast.ExprStmt); ok && !literal(s) && h.mentions(s) {
			made(s, s)
		}
		return true
	})
}

// mentions reports whether n has one of the statement's variables.
func (h *handoff) mentions(n ast.Node) bool {
	return slices.ContainsFunc(idents(n), func(name string) bool { return h.direct[name] })
}

// context reports whether a variable of that name is a context: it is in each
// line, and only where it is set matters.
func context(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, "ctx") || strings.HasSuffix(name, "context")
}

// locals returns the names of parameters and local variables.
func locals(fn *ast.FuncDecl) map[string]bool {
	out := make(map[string]bool)
	add := func(e ast.Expr) {
		if id, ok := e.(*ast.Ident); ok && id.Name != "_" && id.Name != "err" && id.Name != "ok" {
			out[id.Name] = true
		}
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType:
			for _, list := range []*ast.FieldList{n.Params, n.Results} {
				if list != nil {
					for _, f := range list.List {
						for _, name := range f.Names {
							add(name)
						}
					}
				}
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, lhs := range n.Lhs {
					add(lhs)
				}
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				add(n.Key)
				add(n.Value)
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				add(name)
			}
		}
		return true
	})
	return out
}

// assignments calls do for each assignment below n.
func assignments(n ast.Node, do func(lhs []ast.Expr, rhs ast.Node)) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, rhs := range n.Rhs {
				lhs := n.Lhs
				if len(n.Lhs) == len(n.Rhs) {
					lhs = n.Lhs[i : i+1]
				}
				do(lhs, rhs)
			}
		case *ast.RangeStmt:
			if n.Key != nil {
				do([]ast.Expr{n.Key, cmp.Or(n.Value, n.Key)}, n.X)
			}
		case *ast.ValueSpec:
			for _, v := range n.Values {
				var lhs []ast.Expr
				for _, name := range n.Names {
					lhs = append(lhs, name)
				}
				do(lhs, v)
			}
		}
		return true
	})
}

// root returns the variable that an expression is a part of, "" if there is none.
func root(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

// idents returns the names in n, without those of fields and methods.
func idents(n ast.Node) []string {
	var out []string
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			out = append(out, idents(n.X)...)
			return false
		case *ast.KeyValueExpr:
			if _, field := n.Key.(*ast.Ident); field {
				out = append(out, idents(n.Value)...)
				return false
			}
		case *ast.Ident:
			out = append(out, n.Name)
		}
		return true
	})
	return out
}

// inside reports whether a line of the statement was touched.
func (h *handoff) inside(d diff) bool { return d.within(h.from, h.to) }

// touched reports whether the statement was touched, or a line of the
// declaration that has to do with it.
func (h *handoff) touched(d diff) bool {
	if h.inside(d) || slices.ContainsFunc(h.makers, func(lines [2]int) bool { return d.within(lines[0], lines[1]) }) {
		return true
	}
	if slices.ContainsFunc(d.added, h.concerns) {
		return true
	}
	return slices.ContainsFunc(d.deleted, func(r removal) bool { return h.concerns(r.line) || h.unused && h.used(r.line) })
}

// used reports whether a line has one of the variables that the statement sets.
func (h *handoff) used(l line) bool {
	set, ok := h.node.(*ast.AssignStmt)
	return ok && slices.ContainsFunc(set.Lhs, func(e ast.Expr) bool {
		id, ok := e.(*ast.Ident)
		return ok && slices.ContainsFunc(l.tokens, func(t tok) bool { return t.Token == token.IDENT && t.text == id.Name })
	})
}

// concerns reports whether a line has one of the statement's variables, or sets
// one of those that feed it, or says something to tracelint.
func (h *handoff) concerns(l line) bool {
	set := 0 // tokens in front of this one are set
	for i, t := range l.tokens {
		switch t.Token {
		case token.DEFINE, token.ASSIGN:
			set = i
		case token.COMMENT:
			return true
		}
	}
	for i, t := range l.tokens {
		if t.Token != token.IDENT || i > 0 && l.tokens[i-1].Token == token.PERIOD {
			continue
		}
		if h.direct[t.text] || h.feeding[t.text] && i < set {
			return true
		}
	}
	return false
}
