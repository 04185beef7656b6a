// Package fuzz makes programs out of the cases that nobody would write, and
// lets the engine judge them: it has to come to an end, to the same end each
// time, and without a panic.
package fuzz

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/tracelint/tracelint/internal/world"
)

// A program is the text of a package, in one file, and what is known of it.
type program struct {
	pkg   *world.Package
	file  *ast.File
	text  []byte
	base  int // of the file in its set
	funcs []*ast.FuncDecl
	stmts []place
	exprs []expr
}

// A place is a statement in a list of statements.
type place struct {
	list []ast.Stmt
	i    int
	in   *ast.FuncDecl
}

// An expr is an expression that has a value.
type expr struct {
	ast.Expr
	typ  types.Type
	addr bool // assigned to, incremented, or its address taken: no value may stand for it
	in   *ast.FuncDecl
}

func newProgram(pkg *world.Package, file *ast.File) *program {
	p := &program{pkg: pkg, file: file, text: pkg.Text[file], base: int(file.FileStart)}
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		p.funcs = append(p.funcs, fn)
		p.collect(fn)
	}
	return p
}

func (p *program) collect(fn *ast.FuncDecl) {
	lists := func(list []ast.Stmt) {
		for i := range list {
			p.stmts = append(p.stmts, place{list, i, fn})
		}
	}
	kept := make(map[ast.Expr]bool)
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			lists(n.List)
		case *ast.CaseClause:
			lists(n.Body)
		case *ast.CommClause:
			lists(n.Body)
			if n.Comm != nil {
				ast.Inspect(n.Comm, func(n ast.Node) bool {
					if e, ok := n.(ast.Expr); ok {
						kept[e] = true
					}
					return true
				})
			}
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				kept[e] = true
			}
		case *ast.IncDecStmt:
			kept[n.X] = true
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				kept[n.X] = true
			}
		case *ast.RangeStmt:
			kept[n.Key], kept[n.Value] = true, true
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				kept[id] = true
			}
		case *ast.SelectorExpr:
			kept[n.Sel] = true
		case *ast.GoStmt:
			kept[n.Call] = true
		case *ast.DeferStmt:
			kept[n.Call] = true
		case *ast.ExprStmt:
			kept[n.X] = true
		case *ast.CompositeLit:
			for _, e := range n.Elts {
				if lit, ok := e.(*ast.CompositeLit); ok && lit.Type == nil {
					kept[lit] = true
				}
			}
		case ast.Expr:
		}
		if e, ok := n.(ast.Expr); ok {
			tv := p.pkg.Info.Types[e]
			if tv.IsValue() && tv.Type != nil && !tv.IsBuiltin() {
				p.exprs = append(p.exprs, expr{e, tv.Type, kept[e], fn})
			}
		}
		return true
	})
}

// src returns the text of a node.
func (p *program) src(n ast.Node) string { return p.between(n.Pos(), n.End()) }

func (p *program) between(from, to token.Pos) string {
	return string(p.text[int(from)-p.base : int(to)-p.base])
}

// An edit replaces text; an empty range inserts.
type edit struct {
	from, to int
	text     string
	order    int
}

// A mutator turns bytes into edits.
type mutator struct {
	*program
	data  []byte
	edits []edit
	decls []string
	n     *int // names made up so far
}

// next returns a number below n that the bytes say.
func (m *mutator) next(n int) int {
	if n <= 0 || len(m.data) == 0 {
		return 0
	}
	if n <= 256 || len(m.data) == 1 {
		b := int(m.data[0])
		m.data = m.data[1:]
		return b % n
	}
	b := int(m.data[0])<<8 | int(m.data[1])
	m.data = m.data[2:]
	return b % n
}

func (m *mutator) name(prefix string) string {
	*m.n++
	return fmt.Sprintf("zz%s%d", prefix, *m.n)
}

func (m *mutator) replace(from, to token.Pos, text string) {
	m.edits = append(m.edits, edit{int(from) - m.base, int(to) - m.base, text, len(m.edits)})
}

// around writes text before and after a node.
func (m *mutator) around(n ast.Node, before, after string) {
	m.replace(n.Pos(), n.Pos(), before)
	m.replace(n.End(), n.End(), after)
}

// apply returns the text after the edits. Of edits that overlap the first counts.
func (m *mutator) apply() []byte {
	var chosen []edit
	for _, e := range m.edits {
		if !slices.ContainsFunc(chosen, func(c edit) bool {
			inside := func(a, b edit) bool { // a insertion inside of what b replaces
				return a.from == a.to && b.from < a.from && a.from < b.to
			}
			return e.from < c.to && c.from < e.to || inside(e, c) || inside(c, e)
		}) {
			chosen = append(chosen, e)
		}
	}
	slices.SortStableFunc(chosen, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.order, b.order))
	})
	var out []byte
	last := 0
	for _, e := range chosen {
		out = append(append(out, m.text[last:e.from]...), e.text...)
		last = e.to
	}
	out = append(out, m.text[last:]...)
	for _, d := range m.decls {
		out = append(append(out, "\n"+d...), '\n')
	}
	return out
}

const (
	maxRounds = 3  // each on the program that the one before has made
	maxOps    = 12 // a round
	maxText   = 1 << 16
)

// mutate makes a program of the data and the program it is given. It returns
// nil when there is nothing more to do.
func mutate(p *program, data []byte, n *int) (text, rest []byte) {
	if len(data) == 0 || len(p.stmts) == 0 || len(p.exprs) == 0 {
		return nil, nil
	}
	m := &mutator{program: p, data: data, n: n}
	for range maxOps {
		if len(m.data) == 0 {
			break
		}
		op := int(m.data[0])
		m.data = m.data[1:]
		if op == 0xff {
			break // the next round
		}
		operations[op%len(operations)](m)
	}
	text = m.apply()
	if len(text) > maxText {
		return nil, nil
	}
	return text, m.data
}

// operations are ways to change a program. Most keep it one that compiles.
var operations = []func(*mutator){
	deleteStmt, duplicateStmt, swapStmts, moveStmt,
	replaceExpr, replaceExpr, swapArgs, zeroExpr,
	passExpr, passExpr, passDeep, deepStmt,
	wrapStmt, wrapStmt, wrapStmt, jump,
	methodValue, throughInterface, recurse, callOther,
	shadow, assign, leave, embed, generic, rename, truncate,
}

func (m *mutator) stmt() place { return m.stmts[m.next(len(m.stmts))] }

// value returns an expression that another may stand for.
func (m *mutator) value() (expr, bool) {
	at := m.next(len(m.exprs))
	for i := range m.exprs {
		e := m.exprs[(at+i)%len(m.exprs)]
		if _, tuple := e.typ.(*types.Tuple); tuple || e.addr {
			continue
		}
		if b, ok := e.typ.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
			continue
		}
		return e, true
	}
	return expr{}, false
}

// free reports whether a statement can be moved into a block of its own: it
// declares nothing, and leaves nothing but itself.
func free(st ast.Stmt) bool {
	switch st := st.(type) {
	case *ast.AssignStmt:
		if st.Tok == token.DEFINE {
			return false
		}
	case *ast.DeclStmt, *ast.LabeledStmt, *ast.ReturnStmt, *ast.BranchStmt:
		return false
	}
	ok := true
	ast.Inspect(st, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.BranchStmt, *ast.LabeledStmt:
			ok = false
		}
		return ok
	})
	return ok
}

// freeStmt returns such a statement.
func (m *mutator) freeStmt() (ast.Stmt, bool) {
	at := m.next(len(m.stmts))
	for i := range m.stmts {
		p := m.stmts[(at+i)%len(m.stmts)]
		if free(p.list[p.i]) {
			return p.list[p.i], true
		}
	}
	return nil, false
}

func deleteStmt(m *mutator) {
	p := m.stmt()
	st := p.list[p.i]
	if a, ok := st.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
		// What is declared remains, so that its uses do.
		for i, l := range a.Lhs {
			if id, ok := l.(*ast.Ident); ok && id.Name != "_" && len(a.Lhs) == len(a.Rhs) {
				m.around(a.Rhs[i], "zzZero(", ")")
			}
		}
		return
	}
	if r, ok := st.(*ast.ReturnStmt); ok {
		m.replace(r.Pos(), r.End(), `panic("left")`)
		return
	}
	m.replace(st.Pos(), st.End(), "")
}

func duplicateStmt(m *mutator) {
	if st, ok := m.freeStmt(); ok {
		m.replace(st.End(), st.End(), "\n"+m.src(st))
	}
}

func swapStmts(m *mutator) {
	p := m.stmt()
	q := m.next(len(p.list))
	a, b := p.list[p.i], p.list[q]
	if a != b {
		m.replace(a.Pos(), a.End(), m.src(b))
		m.replace(b.Pos(), b.End(), m.src(a))
	}
}

func moveStmt(m *mutator) {
	p := m.stmt()
	q := m.stmt()
	st := p.list[p.i]
	m.replace(st.Pos(), st.End(), "")
	m.replace(q.list[q.i].Pos(), q.list[q.i].Pos(), m.src(st)+"\n")
}

// replaceExpr puts another expression of the same type there, of those whose
// variables can be seen from there.
func replaceExpr(m *mutator) {
	e, ok := m.value()
	if !ok {
		return
	}
	at := m.next(len(m.exprs))
	for i := range m.exprs {
		o := m.exprs[(at+i)%len(m.exprs)]
		if o.in == e.in && o.Expr != e.Expr && types.Identical(o.typ, e.typ) && (o.End() <= e.Pos() || o.Pos() >= e.End()) && m.visible(o, e.Pos()) {
			m.replace(e.Pos(), e.End(), m.src(o))
			return
		}
	}
}

// visible reports whether the names in an expression mean the same at pos.
func (m *mutator) visible(e expr, pos token.Pos) bool {
	scope := m.pkg.Types.Scope().Innermost(pos)
	ok := scope != nil
	ast.Inspect(e.Expr, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			ast.Inspect(n.X, func(n ast.Node) bool {
				if id, is := n.(*ast.Ident); is {
					ok = ok && m.means(scope, id, pos)
				}
				return ok
			})
			return false
		case *ast.FuncLit, *ast.KeyValueExpr:
			ok = false
		case *ast.Ident:
			ok = ok && m.means(scope, n, pos)
		}
		return ok
	})
	return ok
}

func (m *mutator) means(scope *types.Scope, id *ast.Ident, pos token.Pos) bool {
	obj := m.pkg.Info.Uses[id]
	if v, ok := obj.(*types.Var); obj == nil || ok && v.IsField() {
		return ok && v.IsField()
	}
	_, found := scope.LookupParent(id.Name, pos)
	return found == obj
}

func swapArgs(m *mutator) {
	at := m.next(len(m.exprs))
	for i := range m.exprs {
		c, ok := m.exprs[(at+i)%len(m.exprs)].Expr.(*ast.CallExpr)
		if !ok || len(c.Args) < 2 {
			continue
		}
		a := c.Args[m.next(len(c.Args))]
		for _, b := range c.Args {
			if a != b && types.Identical(m.pkg.Info.TypeOf(a), m.pkg.Info.TypeOf(b)) {
				m.replace(a.Pos(), a.End(), m.src(b))
				m.replace(b.Pos(), b.End(), m.src(a))
				return
			}
		}
		return
	}
}

func zeroExpr(m *mutator) {
	if e, ok := m.value(); ok {
		switch e.typ.Underlying().(type) {
		case *types.Pointer, *types.Interface, *types.Map, *types.Slice, *types.Signature, *types.Chan:
			if m.next(2) == 0 && !m.callee(e) {
				m.replace(e.Pos(), e.End(), "nil")
				return
			}
		}
		m.around(e, "zzZero(", ")")
	}
}

// callee reports whether an expression is called or selected from: nil is neither.
func (m *mutator) callee(e expr) bool {
	i := int(e.End()) - m.base
	return i < len(m.text) && (m.text[i] == '(' || m.text[i] == '.' || m.text[i] == '[')
}

// passes hand a value on unchanged, each in its way.
var passes = [][2]string{
	{"zzSame(", ")"}, {"zzBoxOf(", ").get()"},
	{"(*zzPtr(", "))"}, {"(<-zzChan(", "))"}, {"zzMap(", ")[\"k\"]"}, {"zzSlice(", ")[0]"}, {"zzFirst(", ", nil)"},
	{"zzLater(", ")()"}, {"zzAsAny(", ")"}, {"zzList(", ").next.value"}, {"zzFirstOf(zzSeq(", "))"}, {"zzHold(", ").v"},
	{"zzApply(zzSame, ", ")"}, {"zzVar(0, ", ")"},
}

func passExpr(m *mutator) {
	if e, ok := m.value(); ok {
		w := passes[m.next(len(passes))]
		m.around(e, w[0], w[1])
	}
}

func passDeep(m *mutator) {
	e, ok := m.value()
	if !ok {
		return
	}
	n := 1 + m.next(48)
	if b, is := e.typ.Underlying().(*types.Basic); is && b.Info()&types.IsString != 0 && m.next(2) == 0 {
		text := m.src(e)
		if len(text) < 64 {
			m.replace(e.Pos(), e.End(), "("+strings.Repeat(text+" + ", n)+text+")")
		}
		return
	}
	w := passes[[]int{0, 1, 2, 7, 9}[m.next(5)]]
	m.around(e, strings.Repeat(w[0], n), strings.Repeat(w[1], n))
}

func deepStmt(m *mutator) {
	if st, ok := m.freeStmt(); ok {
		n := 1 + m.next(40)
		w := [][2]string{{"if zzB() {\n", "\n}"}, {"func() {\n", "\n}()"}, {"for range 2 {\n", "\n}"}, {"{\n", "\n}"}, {"for range zzSeq(1) {\n", "\n}"}}[m.next(5)]
		m.around(st, strings.Repeat(w[0], n), strings.Repeat(w[1], n))
	}
}

// wraps put a statement into another.
var wraps = [][2]string{
	{"func() {\n", "\n}()"},
	{"go func() {\n", "\n}()"},
	{"defer func() {\n", "\n}()"},
	{"for range 3 {\n", "\n}"},
	{"for {\n", "\nif zzB() { break }\n}"},
	{"for i := 0; i < 3; i++ {\n", "\n}"},
	{"if zzB() {\n", "\n}"},
	{"if !zzB() {\n} else {\n", "\n}"},
	{"for range zzSeq(1) {\n", "\n}"},
	{"select {\ncase <-zzDone:\n", "\ndefault:\n}"},
	{"select {\ncase zzDone <- struct{}{}:\ncase <-zzDone:\n", "\n}"},
	{"switch {\ncase zzB():\n", "\nfallthrough\ndefault:\n}"},
	{"switch zzX := any(zzDone).(type) {\ncase error:\n_ = zzX\ncase chan struct{}:\n_ = zzX\n", "\n}"},
	{"func() { defer func() { _ = recover() }()\n", "\n}()"},
	{"zzDo(func() {\n", "\n})"},
	{"var zzF func(int)\nzzF = func(n int) {\nif n > 0 { zzF(n - 1) }\n", "\n}\nzzF(3)"},
	{"zzOnce.Do(func() {\n", "\n})"},
	{"zzDoAll(func() {\n", "\n}, nil)"},
}

func wrapStmt(m *mutator) {
	if st, ok := m.freeStmt(); ok {
		w := wraps[m.next(len(wraps))]
		if strings.HasPrefix(w[0], "var ") {
			w[0], w[1] = "{\n"+w[0], w[1]+"\n}"
		}
		m.around(st, w[0], w[1])
	}
}

func jump(m *mutator) {
	st, ok := m.freeStmt()
	if !ok {
		return
	}
	l := m.name("L")
	switch m.next(4) {
	case 0:
		m.around(st, l+":\n", "\nif zzB() { goto "+l+" }")
	case 1:
		m.around(st, l+":\nfor {\nfor {\n", "\nif zzB() { break "+l+" }\ncontinue "+l+"\n}\n}")
	case 2:
		m.around(st, "if zzB() { goto "+l+" }\n", "\n"+l+":\n")
	case 3:
		m.around(st, l+":\nswitch {\ndefault:\nfor range 2 {\n", "\nif zzB() { break "+l+" }\n}\n}")
	}
}

// methodValue calls through a value.
func methodValue(m *mutator) {
	at := m.next(len(m.exprs))
	for i := range m.exprs {
		c, ok := m.exprs[(at+i)%len(m.exprs)].Expr.(*ast.CallExpr)
		if !ok || m.pkg.Info.Types[c.Fun].IsBuiltin() || !m.pkg.Info.Types[c.Fun].IsValue() {
			continue
		}
		switch f := ast.Unparen(c.Fun).(type) {
		case *ast.SelectorExpr:
			if _, generic := m.pkg.Info.Instances[f.Sel]; generic {
				continue
			}
		case *ast.Ident:
			if _, generic := m.pkg.Info.Instances[f]; generic {
				continue
			}
		default:
			continue
		}
		w := passes[m.next(12)]
		m.around(c.Fun, w[0], w[1])
		return
	}
}

// throughInterface asserts what is known.
func throughInterface(m *mutator) {
	if e, ok := m.value(); ok {
		if types.IsInterface(e.typ) && m.next(2) == 0 {
			m.around(e, "zzMust(", ")")
			return
		}
		m.around(e, "zzAssert(any(", "), "+m.src(e)+")")
	}
}

// call writes a call of a function of the package with its own parameters, or with nothing.
func (m *mutator) call(fn *ast.FuncDecl, own bool) (string, bool) {
	if fn.Type.TypeParams != nil || fn.Name.Name == "init" || fn.Name.Name == "main" || fn.Name.Name == "_" {
		return "", false
	}
	var args []string
	for _, field := range fn.Type.Params.List {
		typ := m.src(field.Type)
		for i := range max(1, len(field.Names)) {
			switch {
			case own && len(field.Names) > 0 && field.Names[i].Name != "_":
				a := field.Names[i].Name
				if strings.HasPrefix(typ, "...") {
					a += "..."
				}
				args = append(args, a)
			case strings.HasPrefix(typ, "..."):
			default:
				args = append(args, "*new("+typ+")")
			}
		}
	}
	callee := fn.Name.Name
	if fn.Recv != nil {
		r := fn.Recv.List[0]
		switch {
		case own && len(r.Names) > 0 && r.Names[0].Name != "_":
			callee = r.Names[0].Name + "." + callee
		default:
			if strings.Contains(m.src(r.Type), "[") {
				return "", false
			}
			callee = "(*new(" + m.src(r.Type) + "))." + callee
		}
	}
	return callee + "(" + strings.Join(args, ", ") + ")", true
}

func recurse(m *mutator) {
	p := m.stmt()
	if c, ok := m.call(p.in, true); ok {
		m.replace(p.in.Body.Lbrace+1, p.in.Body.Lbrace+1, "\nif zzB() {\n"+c+"\n}\n")
	}
}

func callOther(m *mutator) {
	p := m.stmt()
	if c, ok := m.call(m.funcs[m.next(len(m.funcs))], false); ok {
		m.replace(p.list[p.i].Pos(), p.list[p.i].Pos(), c+"\n")
	}
}

// variable returns a variable that can be seen from a statement.
func (m *mutator) variable(p place) (*types.Var, bool) {
	pos := p.list[p.i].Pos()
	scope := m.pkg.Types.Scope().Innermost(pos)
	var vars []*types.Var
	for s := scope; s != nil && s != m.pkg.Types.Scope() && s != types.Universe; s = s.Parent() {
		for _, name := range s.Names() {
			if v, ok := s.Lookup(name).(*types.Var); ok && v.Pos() < pos && name != "_" {
				if _, found := scope.LookupParent(name, pos); found == v {
					vars = append(vars, v)
				}
			}
		}
	}
	if len(vars) == 0 {
		return nil, false
	}
	return vars[m.next(len(vars))], true
}

func shadow(m *mutator) {
	p := m.stmt()
	if v, ok := m.variable(p); ok {
		st := p.list[p.i]
		m.around(st, "{\n"+v.Name()+" := zzSame("+v.Name()+")\n_ = "+v.Name()+"\n", "\n}")
	}
}

func assign(m *mutator) {
	p := m.stmt()
	if v, ok := m.variable(p); ok {
		text := v.Name() + " = zzZero(" + v.Name() + ")\n"
		switch m.next(4) {
		case 1:
			text = "go func() { " + strings.TrimSuffix(text, "\n") + " }()\n"
		case 2:
			text = "defer func() { _ = " + v.Name() + " }()\n"
		case 3:
			text = "zzPtr2 := &" + v.Name() + "\n_ = zzPtr2\nif zzB() {\n*zzPtr2 = zzZero(*zzPtr2)\n}\n"
		}
		m.replace(p.list[p.i].Pos(), p.list[p.i].Pos(), text)
	}
}

// leave ends a function early.
func leave(m *mutator) {
	p := m.stmt()
	text := "if zzB() { panic(\"left\") }\n"
	if m.next(2) == 0 {
		text = "panic(\"left\")\n"
	}
	m.replace(p.list[p.i].Pos(), p.list[p.i].Pos(), text)
}

// embed declares a type that embeds one of the program's, and uses it.
func embed(m *mutator) {
	var names []string
	for _, name := range m.pkg.Types.Scope().Names() {
		if tn, ok := m.pkg.Types.Scope().Lookup(name).(*types.TypeName); ok && !strings.HasPrefix(name, "zz") {
			if n, ok := tn.Type().(*types.Named); ok && n.TypeParams() == nil {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return
	}
	t := names[m.next(len(names))]
	n := m.name("Embeds")
	switch m.next(3) {
	case 0:
		m.decls = append(m.decls, fmt.Sprintf("type %s struct { *%s; zzBox[string, *%s] }\nvar _ = %s{}", n, t, n, n))
	case 1:
		m.decls = append(m.decls, fmt.Sprintf("type %s struct { %s }\nfunc (e *%s) zzSelf() *%s { return e.zzSelf() }", n, t, n, n))
	case 2:
		m.decls = append(m.decls, fmt.Sprintf("type %s %s\nfunc %sOf(v %s) %s { return %s(v) }", n, t, n, t, n, n))
	}
	// Methods of the type are called on what embeds it.
	for _, fn := range m.funcs {
		if fn.Recv == nil || strings.TrimPrefix(m.src(fn.Recv.List[0].Type), "*") != t {
			continue
		}
		if c, ok := m.call(fn, false); ok {
			_, args, _ := strings.Cut(c, "))."+fn.Name.Name)
			m.decls = append(m.decls, fmt.Sprintf("func %s() { v := %s{}; v.%s%s }", m.name("Use"), n, fn.Name.Name, args))
			return
		}
	}
}

// generic makes a function without receiver generic, and instantiates it
// where it is called.
func generic(m *mutator) {
	at := m.next(len(m.funcs))
	for i := range m.funcs {
		fn := m.funcs[(at+i)%len(m.funcs)]
		if fn.Recv != nil || fn.Type.TypeParams != nil || fn.Name.Name == "main" || fn.Name.Name == "init" || fn.Name.Name == "_" {
			continue
		}
		m.replace(fn.Name.End(), fn.Name.End(), "[ZZ any]")
		obj := m.pkg.Info.Defs[fn.Name]
		with := []string{"[int]", "[struct{}]", "[error]", "[zzBox[string, int]]"}[m.next(4)]
		ast.Inspect(m.file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && m.pkg.Info.Uses[id] == obj {
				m.replace(id.End(), id.End(), with)
			}
			return true
		})
		return
	}
}

// rename puts another name where one stands; the program need not compile.
func rename(m *mutator) {
	var ids []*ast.Ident
	ast.Inspect(m.stmt().in, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			ids = append(ids, id)
		}
		return true
	})
	a, b := ids[m.next(len(ids))], ids[m.next(len(ids))]
	m.replace(a.Pos(), a.End(), b.Name)
}

// truncate takes out what is left of a list; the program need not compile.
func truncate(m *mutator) {
	p := m.stmt()
	m.replace(p.list[p.i].Pos(), p.list[len(p.list)-1].End(), "")
}

// broken returns why a program does not compile, "" if it does or would but
// for what is not used.
func broken(errs []types.Error) string {
	if err := world.Broken(errs); err != nil {
		return err.Msg
	}
	return ""
}
