package fixplan

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/model"
)

// extraction is a context taken from a message, for all fixes that need it.
type extraction struct {
	name    string // of the new variable
	base    string // the context that it adds to
	edits   []analysis.TextEdit
	imports []string
}

// incoming is a message and the place where its context can be taken out.
type incoming struct {
	msg    *types.Var
	via    string // the fields of msg that lead to the message, if it wraps one
	typ    types.Type
	medium *medium
	at     ast.Stmt   // the first statement that has the message
	block  ast.Node   // the block that at is in
	list   []ast.Stmt // of the block
}

// incomingIn returns the message that the variable holds, or wraps as the only
// one; nil if there is none whose headers can be read.
func (p *planner) incomingIn(v *types.Var) *incoming {
	in := &incoming{msg: v, typ: v.Type()}
	for range 4 {
		if in.medium = p.mediumOf(in.typ); in.medium != nil {
			return in
		}
		mt := p.models.Message(in.typ)
		if mt == nil || mt.Elements == "" {
			return nil
		}
		obj, _, _ := types.LookupFieldOrMethod(in.typ, true, nil, mt.Elements)
		if obj == nil {
			return nil
		}
		in.via, in.typ = in.via+"."+mt.Elements, obj.Type()
	}
	return nil
}

// from says where the message's context can be taken out.
func (in *incoming) from(at ast.Stmt, block ast.Node, list []ast.Stmt) *incoming {
	in.at, in.block, in.list = at, block, list
	return in
}

// text is an expression for the message.
func (in *incoming) text() string { return in.msg.Name() + in.via }

// incomingAt returns the message in scope at n: the parameter at param, a
// variable that a receive was assigned to, or a loop's over what came in.
func (p *planner) incomingAt(f *file, n ast.Node, param token.Pos) *incoming {
	path := f.path(n)
	for i, x := range path {
		var list []ast.Stmt
		switch x := x.(type) {
		case *ast.BlockStmt:
			list = x.List
		case *ast.CaseClause:
			list = x.Body
		case *ast.CommClause:
			list = x.Body
		case *ast.FuncDecl, *ast.FuncLit:
			typ, b := body(x)
			for _, field := range typ.Params.List {
				for _, name := range field.Names {
					if v := p.objOf(name); v != nil && name.Name != "_" && name.Pos() == param && len(b.List) > 0 {
						if in := p.incomingIn(v); in != nil {
							return p.checked(f, in.from(b.List[0], b, b.List), n)
						}
					}
				}
			}
			if _, ok := x.(*ast.FuncDecl); ok {
				return nil
			}
			continue
		default:
			continue
		}
		if in := p.receivedIn(f, list, x, n); in != nil {
			return p.checked(f, in, n)
		}
		if i+1 < len(path) {
			if r, ok := path[i+1].(*ast.RangeStmt); ok && len(list) > 0 {
				for _, e := range []ast.Expr{r.Key, r.Value} {
					if e == nil {
						continue
					}
					if v := p.objOf(e); v != nil && v.Name() != "_" && r.Tok == token.DEFINE {
						if in := p.incomingIn(v); in != nil {
							if !in.medium.iface && !p.cameIn(f, r.X, param) {
								return nil
							}
							return p.checked(f, in.from(list[0], x, list), n)
						}
					}
				}
			}
		}
		if c, ok := x.(*ast.CaseClause); ok && len(list) > 0 && i+2 < len(path) {
			if s, ok := path[i+2].(*ast.TypeSwitchStmt); ok {
				if v, ok := p.info.Implicits[c].(*types.Var); ok && p.switchesOnReceived(f, s, param) {
					if in := p.incomingIn(v); in != nil {
						return p.checked(f, in.from(list[0], x, list), n)
					}
				}
			}
		}
		if c, ok := x.(*ast.CommClause); ok && len(list) > 0 {
			if as, ok := c.Comm.(*ast.AssignStmt); ok && as.Tok == token.DEFINE {
				if v := p.objOf(as.Lhs[0]); v != nil && v.Name() != "_" {
					if in := p.incomingIn(v); in != nil {
						at := afterChecks(list, 0)
						if at < 0 {
							return nil
						}
						return p.checked(f, in.from(list[at], x, list), n)
					}
				}
			}
		}
	}
	return nil
}

// switchesOnReceived reports whether the switch tells apart what was received.
func (p *planner) switchesOnReceived(f *file, s *ast.TypeSwitchStmt, param token.Pos) bool {
	as, ok := s.Assign.(*ast.AssignStmt)
	if !ok || len(as.Rhs) != 1 {
		return false
	}
	ta, ok := as.Rhs[0].(*ast.TypeAssertExpr)
	if !ok {
		return false
	}
	if p.cameIn(f, ta.X, param) {
		return true
	}
	v := p.objOf(ta.X)
	for _, n := range f.path(s) {
		if r, ok := n.(*ast.RangeStmt); ok && v != nil && r.Key != nil && p.objOf(r.Key) == v {
			return p.cameIn(f, r.X, param)
		}
	}
	return false
}

// cameIn reports whether what is ranged over was received: the result of a
// receive, or of unpacking one, or part of the parameter at param.
func (p *planner) cameIn(f *file, e ast.Expr, param token.Pos) bool {
	found := false
	received := func(n ast.Node) bool {
		ast.Inspect(n, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && p.role(c, model.Receive, model.Element) != nil {
				found = true
			}
			return !found
		})
		return found
	}
	if received(e) {
		return true
	}
	if t := p.typeOf(e); t != nil {
		if _, ok := t.Underlying().(*types.Chan); ok {
			return true
		}
	}
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, _ := p.info.Uses[id].(*types.Var)
		if v == nil || v.IsField() {
			return true
		}
		if v.Pos() == param {
			found = true
		}
		ast.Inspect(f.decl(e.Pos()), func(n ast.Node) bool {
			if r, ok := n.(*ast.RangeStmt); ok && r.X != e && r.Value != nil && p.objOf(r.Value) == v {
				found = found || p.cameIn(f, r.X, param)
			}
			if as, ok := n.(*ast.AssignStmt); ok && len(as.Rhs) == 1 && p.objOf(as.Lhs[0]) == v {
				received(as.Rhs[0])
			}
			return !found
		})
		return !found
	})
	return found
}

// checked returns in if n does not come before it and the message keeps its name there.
func (p *planner) checked(f *file, in *incoming, n ast.Node) *incoming {
	if n.Pos() < in.at.Pos() || p.lookup(in.msg.Name(), n.Pos()) != in.msg || p.lookup(in.msg.Name(), in.at.Pos()) != in.msg {
		return nil
	}
	return in
}

// receivedIn looks for the last receive among the statements before n.
func (p *planner) receivedIn(f *file, list []ast.Stmt, block, n ast.Node) *incoming {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].End() > n.Pos() {
			continue
		}
		as, ok := list[i].(*ast.AssignStmt)
		if !ok || len(as.Rhs) != 1 {
			continue
		}
		switch e := ast.Unparen(as.Rhs[0]).(type) {
		case *ast.CallExpr:
			if p.role(e, model.Receive, model.Element) == nil {
				continue
			}
		case *ast.UnaryExpr:
			if e.Op != token.ARROW {
				continue
			}
		default:
			continue
		}
		v := p.objOf(as.Lhs[0])
		if v == nil || v.Name() == "_" {
			continue
		}
		in := p.incomingIn(v)
		if in == nil {
			continue
		}
		at := afterChecks(list, i+1)
		if at < 0 {
			return nil
		}
		return in.from(list[at], block, list)
	}
	return nil
}

// afterChecks skips the statements that look at the error of a receive and leave.
func afterChecks(list []ast.Stmt, i int) int {
	for ; i < len(list); i++ {
		s, ok := list[i].(*ast.IfStmt)
		if !ok || s.Init != nil || s.Else != nil || len(s.Body.List) == 0 {
			return i
		}
		switch last := s.Body.List[len(s.Body.List)-1].(type) {
		case *ast.ReturnStmt, *ast.BranchStmt:
		case *ast.ExprStmt:
			if c, ok := last.X.(*ast.CallExpr); !ok || !isPanic(c) {
				return i
			}
		default:
			return i
		}
	}
	return -1
}

func isPanic(c *ast.CallExpr) bool {
	id, ok := c.Fun.(*ast.Ident)
	return ok && id.Name == "panic"
}

// paramOf returns the position of the parameter that is the handler's message,
// none if the message is received in its body.
func paramOf(h *eventflow.Handler) token.Pos {
	if h.Loop {
		return token.NoPos
	}
	return h.Pos
}

// root starts a span from the context of the message.
func (p *planner) root(h *eventflow.Handler, s *eventflow.Start, k key) {
	if !p.extractsAnyway(s.CtxExpr) {
		p.takeOut(h, k, []ast.Expr{s.CtxExpr})
	}
}

// extractsAnyway reports whether the function around e has an Extract whose
// result only has to be used.
func (p *planner) extractsAnyway(e ast.Node) bool {
	for _, x := range p.index.Extracts {
		if x.Unused && x.Func != nil && x.Func.Pos() <= e.Pos() && e.Pos() < x.Func.End() {
			return true
		}
	}
	return false
}

// noExtract does a handler's work in the context of the message.
func (p *planner) noExtract(h *eventflow.Handler, k key) {
	exprs := p.workContexts(h)
	for _, e := range exprs {
		if p.extractsAnyway(e) {
			return
		}
	}
	if len(exprs) > 0 {
		p.takeOut(h, k, exprs)
	}
}

// workContexts returns the contexts that a handler works in though they are
// not the message's.
func (p *planner) workContexts(h *eventflow.Handler) []ast.Expr {
	var exprs []ast.Expr
	for _, w := range h.Works {
		if w.Context != eventflow.FreshContext && w.Context != eventflow.StoredContext {
			continue
		}
		if w.Call == nil {
			return nil
		}
		e := p.contextArg(w.Call)
		if e == nil {
			return nil
		}
		exprs = append(exprs, e)
	}
	return exprs
}

func (p *planner) contextArg(c *ast.CallExpr) ast.Expr {
	for _, a := range c.Args {
		if isContext(p.typeOf(a)) {
			return ast.Unparen(a)
		}
	}
	return nil
}

// takeOut extracts the context from the message in scope and has the
// expressions, contexts all, replaced by it.
func (p *planner) takeOut(h *eventflow.Handler, k key, exprs []ast.Expr) {
	param := paramOf(h)
	f := p.fileAt(exprs[0].Pos())
	if f == nil {
		return
	}
	in := p.incomingAt(f, exprs[0], param)
	if in == nil {
		return
	}
	for _, e := range exprs[1:] {
		if other := p.incomingAt(f, e, param); other == nil || other.msg != in.msg || f.text(e) != f.text(exprs[0]) || p.objOf(e) != p.objOf(exprs[0]) {
			return
		}
	}
	const message = "Extract the trace from the message"
	if v := p.objOf(exprs[0]); v != nil && v.Parent() != p.pass.Pkg.Scope() {
		if !isContext(v.Type()) {
			return
		}
		if p.lookup(v.Name(), in.at.Pos()) == v {
			if e := p.rebind(f, in, v, k); e != nil {
				p.drafts = append(p.drafts, &draft{key: k, file: f, message: message, edits: e.edits, imports: e.imports})
			}
			return
		}
		// The variable was made from another after the message came in.
		for _, e := range exprs {
			if e != exprs[0] {
				return
			}
		}
		stmt := f.statement(exprs[0])
		if stmt == nil || p.lookup(v.Name(), stmt.Pos()) != v {
			return
		}
		in.at, in.block = stmt, nil
	}
	base, ok := p.base(f, in, exprs[0])
	if !ok {
		return
	}
	if len(exprs) == 1 && p.isEmptyContext(exprs[0]) {
		if path := f.path(exprs[0]); len(path) > 1 && soleValue(path[1], exprs[0]) {
			g := f.gen(exprs[0].Pos())
			c := p.carrierOf(g, in.medium, in.typ, in.text(), false)
			if c.setup == nil {
				text := p.propagator(g) + ".Extract(" + base + ", " + c.expr + ")"
				p.settle(k, g, func() { p.add(k, f, g, message, replace(exprs[0], text)) })
				return
			}
		}
	}
	e := p.newContext(f, in, base, k)
	if e == nil {
		return
	}
	edits := append([]analysis.TextEdit{}, e.edits...)
	for _, x := range exprs {
		edits = append(edits, replace(x, e.name))
	}
	p.drafts = append(p.drafts, &draft{key: k, file: f, message: message, edits: edits, imports: e.imports})
}

// newContext extracts the message's context into a new variable.
func (p *planner) newContext(f *file, in *incoming, base string, k key) *extraction {
	e := p.extractions[in.at.Pos()]
	if e == nil {
		name := f.fresh(in.at.Pos(), "msgCtx")
		g, at, lines, ok := p.extractLines(f, in, base, name+" := ")
		if !ok {
			return nil
		}
		e = &extraction{name: name, base: base}
		if !p.settle(k, g, func() { e.edits, e.imports = []analysis.TextEdit{at.insert(lines...)}, g.imports }) {
			return nil
		}
		p.extractions[in.at.Pos()] = e
	}
	if e.base != base || e.name == "" {
		return nil
	}
	return e
}

// settle runs do if nothing stands in the way of the code that g wrote, and
// notes what does.
func (p *planner) settle(k key, g *gen, do func()) bool {
	if g.lacks != "" {
		p.lacks(k, g.lacks)
	}
	if !g.ok() {
		return false
	}
	do()
	return true
}

// extractLines writes the statements that extract the message's context.
func (p *planner) extractLines(f *file, in *incoming, base, assign string) (*gen, anchor, []string, bool) {
	at, ok := f.before(in.at)
	if !ok {
		return nil, at, nil, false
	}
	g := f.gen(in.at.Pos())
	c := p.carrierOf(g, in.medium, in.typ, in.text(), false)
	lines := append(append([]string{}, c.setup...), c.fill...)
	return g, at, append(lines, assign+p.propagator(g)+".Extract("+base+", "+c.expr+")"), true
}

// rebind extracts the message's context into a variable that has the name of
// the context v that is in scope, so that all that follows uses it: v itself
// where it belongs to the handler, a new one otherwise.
func (p *planner) rebind(f *file, in *incoming, v *types.Var, k key) *extraction {
	if e := p.extractions[in.at.Pos()]; e != nil {
		if e.base == v.Name() && e.name == "" {
			return e
		}
		return nil
	}
	assign := v.Name() + " = "
	if !p.handlersOwn(f, v, in.at.Pos()) {
		assign = v.Name() + " := "
		if !p.canShadow(f, in, v) {
			return nil
		}
	}
	g, at, lines, ok := p.extractLines(f, in, v.Name(), assign)
	if !ok {
		return nil
	}
	e := &extraction{base: v.Name()}
	if !p.settle(k, g, func() { e.edits, e.imports = []analysis.TextEdit{at.insert(lines...)}, g.imports }) {
		return nil
	}
	p.extractions[in.at.Pos()] = e
	return e
}

// isParamAt reports whether v is a parameter of the function around pos.
func (p *planner) isParamAt(f *file, v *types.Var, pos token.Pos) bool {
	fn := f.function(pos)
	typ, _ := body(fn)
	return typ != nil && typ.Params.Pos() <= v.Pos() && v.Pos() < typ.Params.End()
}

// canShadow reports whether a variable with the name of v can be declared
// where the message is.
func (p *planner) canShadow(f *file, in *incoming, v *types.Var) bool {
	if in.block == nil {
		return false
	}
	for _, s := range in.list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				continue
			}
			same, others := false, 0
			for _, lhs := range s.Lhs {
				id, ok := lhs.(*ast.Ident)
				if !ok || id.Name == "_" {
					continue
				}
				def := p.info.Defs[id]
				if id.Name == v.Name() {
					same = true
					if def == nil || !types.Identical(def.Type(), v.Type()) {
						return false
					}
				} else if def != nil {
					others++
				}
			}
			if same && (others == 0 || s.Pos() < in.at.Pos()) {
				return false
			}
		case *ast.DeclStmt:
			bad := false
			ast.Inspect(s, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && id.Name == v.Name() && p.info.Defs[id] != nil {
					bad = true
				}
				return true
			})
			if bad {
				return false
			}
		}
	}
	return true
}

// base returns the text of a context expression that means the same where the
// message is.
func (p *planner) base(f *file, in *incoming, e ast.Expr) (string, bool) {
	if p.isEmptyContext(e) {
		return f.text(e), true
	}
	x := e
	if c, ok := x.(*ast.CallExpr); ok {
		// A method that returns a context, such as the message's own.
		sel, ok := c.Fun.(*ast.SelectorExpr)
		if !ok || len(c.Args) > 0 || p.role(c, model.ContextOf, model.Request, model.Session) == nil {
			return "", false
		}
		x = sel.X
	}
	for {
		switch y := x.(type) {
		case *ast.SelectorExpr:
			x = y.X
			continue
		case *ast.Ident:
			v := p.objOf(y)
			if v == nil || p.lookup(v.Name(), in.at.Pos()) != v {
				return "", false
			}
			return f.text(e), isContext(p.typeOf(e))
		}
		return "", false
	}
}

// soleValue reports whether e is all that the statement or declaration assigns.
func soleValue(n ast.Node, e ast.Expr) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return len(n.Rhs) == 1 && n.Rhs[0] == e
	case *ast.ValueSpec:
		return len(n.Values) == 1 && n.Values[0] == e
	}
	return false
}

// ownContext has a handler use the context that the library put into the
// message, or gave to the handler. It reports whether that is the way to repair it.
func (p *planner) ownContext(h *eventflow.Handler, exprs []ast.Expr, k key) bool {
	if h.Hands != eventflow.Yes || len(exprs) == 0 {
		return false
	}
	param := paramOf(h)
	f := p.fileAt(exprs[0].Pos())
	if f == nil {
		return false
	}
	in := p.incomingAt(f, exprs[0], param)
	if in == nil {
		return false
	}
	own := ""
	if mt := p.models.Message(in.msg.Type()); mt != nil && mt.Context != "" {
		own = in.msg.Name() + "." + mt.Context
	} else if own = p.contextParam(f, in.msg, exprs[0].Pos()); own == "" {
		return false
	}
	var edits []analysis.TextEdit
	for _, e := range exprs {
		if other := p.incomingAt(f, e, param); other == nil || other.msg != in.msg || !isContext(p.typeOf(e)) {
			return true
		}
		// A variable could be unused without this use.
		if v := p.objOf(e); v != nil && !p.isParam(f, v) && !p.usedElsewhere(f, v, e) {
			return true
		}
		if _, ok := e.(*ast.CallExpr); ok && !p.isEmptyContext(e) {
			return true
		}
		edits = append(edits, replace(e, own))
	}
	p.add(k, f, nil, "Use the message's own context", edits...)
	return true
}

// contextParam returns the only context among the parameters of the function
// that has msg among its own, as it is called at pos.
func (p *planner) contextParam(f *file, msg *types.Var, pos token.Pos) string {
	path, _ := astutil.PathEnclosingInterval(f.ast, msg.Pos(), msg.Pos())
	for _, n := range path {
		typ, _ := body(n)
		if typ == nil {
			continue
		}
		name := ""
		for _, field := range typ.Params.List {
			for _, id := range field.Names {
				if v := p.objOf(id); v != nil && isContext(v.Type()) && id.Name != "_" {
					if name != "" || p.lookup(id.Name, pos) != v {
						return ""
					}
					name = id.Name
				}
			}
		}
		return name
	}
	return ""
}

// shadowed hands the context that was extracted into a variable of an inner
// scope, or that is in scope and not used, to what is done in another.
func (p *planner) shadowed(h *eventflow.Handler, exprs []ast.Expr, k key) {
	f := p.fileAt(h.Discards.Pos())
	if f == nil {
		return
	}
	path := f.path(h.Discards)
	if len(path) < 4 {
		return
	}
	as, ok := path[1].(*ast.AssignStmt)
	if !ok || len(as.Lhs) != 1 || len(as.Rhs) != 1 {
		return
	}
	v := p.objOf(as.Lhs[0])
	if v == nil || v.Name() == "_" || !isContext(v.Type()) {
		return
	}
	const message = "Use the extracted context"
	// The same name in an outer scope.
	outer := p.lookup(v.Name(), as.Pos())
	if as.Tok == token.DEFINE && outer != nil && outer != v && isContext(outer.Type()) {
		used := len(exprs) > 0
		for _, e := range exprs {
			used = used && (p.objOf(e) == outer && e.Pos() > as.End() || p.makes(f, e, outer))
		}
		if used && p.handlersOwn(f, outer, as.Pos()) {
			p.add(k, f, nil, message, analysis.TextEdit{Pos: as.TokPos, End: as.TokPos + 2, NewText: []byte("=")})
		}
		return
	}
	// Another name.
	var edits []analysis.TextEdit
	for _, e := range exprs {
		if e.Pos() < as.End() || p.lookup(v.Name(), e.Pos()) != v || !isContext(p.typeOf(e)) {
			return
		}
		if u := p.objOf(e); u == nil && !p.isEmptyContext(e) || u != nil && !p.isParam(f, u) && !p.usedElsewhere(f, u, e) {
			return
		}
		edits = append(edits, replace(e, v.Name()))
	}
	if len(edits) > 0 {
		p.add(k, f, nil, message, edits...)
	}
}

// makes reports whether e is what the variable begins with.
func (p *planner) makes(f *file, e ast.Expr, v *types.Var) bool {
	path := f.path(e)
	if len(path) < 2 || !soleValue(path[1], e) {
		return false
	}
	as, ok := path[1].(*ast.AssignStmt)
	return ok && p.objOf(as.Lhs[0]) == v
}

// usedElsewhere reports whether v is read anywhere but in e.
func (p *planner) usedElsewhere(f *file, v *types.Var, e ast.Expr) bool {
	used := false
	ast.Inspect(f.decl(e.Pos()), func(n ast.Node) bool {
		if as, ok := n.(*ast.AssignStmt); ok {
			for _, rhs := range as.Rhs {
				ast.Inspect(rhs, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok && ast.Expr(id) != e && p.info.Uses[id] == v {
						used = true
					}
					return true
				})
			}
			return false
		}
		if id, ok := n.(*ast.Ident); ok && ast.Expr(id) != e && p.info.Uses[id] == v {
			used = true
		}
		return true
	})
	return used
}

// handlersOwn reports whether the variable belongs to the function around pos
// and to no more than one turn of a loop in it, so that what is assigned to it
// there does not outlive the message.
func (p *planner) handlersOwn(f *file, v *types.Var, pos token.Pos) bool {
	return (f.function(v.Pos()) == f.function(pos) || p.isParamAt(f, v, pos)) && !f.looped(v, pos)
}

// discarded gives the result of an Extract to what follows.
func (p *planner) discarded(x *eventflow.Extract, k key) {
	f := p.fileAt(x.Call.Pos())
	row := p.role(x.Call, model.Extract)
	if f == nil || row == nil || row.Ctx.Base != model.ArgOf || row.Ctx.Index >= len(x.Call.Args) || row.Result.Index != 0 {
		return
	}
	v := p.objOf(x.Call.Args[row.Ctx.Index])
	if v == nil || !isContext(v.Type()) || v.Parent() == p.pass.Pkg.Scope() {
		return
	}
	path := f.path(x.Call)
	if len(path) < 3 {
		return
	}
	var edit func(tok string) analysis.TextEdit
	switch s := path[1].(type) {
	case *ast.ExprStmt:
		edit = func(tok string) analysis.TextEdit {
			return analysis.TextEdit{Pos: s.Pos(), End: s.Pos(), NewText: []byte(v.Name() + tok)}
		}
	case *ast.AssignStmt:
		if len(s.Lhs) != 1 || len(s.Rhs) != 1 {
			return
		}
		id, ok := s.Lhs[0].(*ast.Ident)
		if !ok {
			return
		}
		if id.Name == v.Name() && s.Tok == token.DEFINE && p.objOf(id) != v && p.handlersOwn(f, v, s.Pos()) && p.usedIn(f.function(s.Pos()), s, v) {
			// A variable of the same name in an inner scope.
			p.add(k, f, nil, "Use the extracted context", analysis.TextEdit{Pos: s.TokPos, End: s.TokPos + 2, NewText: []byte("=")})
			return
		}
		if id.Name != "_" {
			return
		}
		edit = func(tok string) analysis.TextEdit {
			return analysis.TextEdit{Pos: s.Pos(), End: s.Rhs[0].Pos(), NewText: []byte(v.Name() + tok)}
		}
	default:
		return
	}
	stmt := path[1].(ast.Stmt)
	block, ok := path[2].(*ast.BlockStmt)
	if !ok {
		return
	}
	tok := " = "
	if !p.handlersOwn(f, v, stmt.Pos()) {
		// Not into a variable that outlives the message.
		tok = " := "
		if !p.canShadow(f, &incoming{at: stmt, block: block, list: block.List}, v) || !p.usedAfter(block, stmt, v) {
			return
		}
	} else if !p.usedIn(f.function(stmt.Pos()), stmt, v) {
		return
	}
	p.add(k, f, nil, "Use the extracted context", edit(tok))
}

// usedAfter reports whether v is used in the block after the statement.
func (p *planner) usedAfter(block *ast.BlockStmt, stmt ast.Stmt, v *types.Var) bool {
	return p.usedIn(block, stmt, v)
}

// usedIn reports whether v is read in n after the statement.
func (p *planner) usedIn(n ast.Node, stmt ast.Stmt, v *types.Var) bool {
	used := false
	ast.Inspect(n, func(x ast.Node) bool {
		if id, ok := x.(*ast.Ident); ok && id.Pos() >= stmt.End() && p.info.Uses[id] == v {
			used = true
		}
		return !used
	})
	return used
}

// leaked declares the extracted context inside the loop.
func (p *planner) leaked(x *eventflow.Extract, k key) {
	f := p.fileAt(x.Call.Pos())
	if f == nil {
		return
	}
	path := f.path(x.Call)
	if len(path) < 4 {
		return
	}
	as, ok := path[1].(*ast.AssignStmt)
	if !ok || as.Tok != token.ASSIGN || len(as.Lhs) != 1 || len(as.Rhs) != 1 {
		return
	}
	block, ok := path[2].(*ast.BlockStmt)
	if !ok {
		return
	}
	switch path[3].(type) {
	case *ast.ForStmt, *ast.RangeStmt:
	default:
		return
	}
	v := p.objOf(as.Lhs[0])
	if v == nil || !isContext(v.Type()) || !f.looped(v, as.Pos()) || !p.canShadow(f, &incoming{at: as, block: block, list: block.List}, v) || !p.usedAfter(block, as, v) {
		return
	}
	p.add(k, f, nil, "Declare the extracted context inside the loop", analysis.TextEdit{Pos: as.TokPos, End: as.TokPos + 1, NewText: []byte(":=")})
}
