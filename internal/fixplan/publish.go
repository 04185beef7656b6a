package fixplan

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/model"
)

// withoutCancel writes the name of context.WithoutCancel, "" if the file's
// language version does not have it.
func (g *gen) withoutCancel() string {
	if !g.f.has("go1.21") {
		return ""
	}
	return g.sel("context", "WithoutCancel")
}

// dropped passes the cause on instead of an empty context.
func (p *planner) dropped(x *eventflow.Publish, k key) {
	if x.CtxExpr == nil || !p.isEmptyContext(x.CtxExpr) {
		return
	}
	f := p.fileAt(x.CtxExpr.Pos())
	site := handsOff(x)
	if f == nil || site == nil || f.decl(x.CtxExpr.Pos()) != f.decl(site.Pos()) {
		return // made in a helper
	}
	cause, v := p.cause(f, x.CtxExpr, x.Origin)
	if cause == "" {
		return
	}
	g := f.gen(x.CtxExpr.Pos())
	if without := g.withoutCancel(); without != "" && g.ok() {
		p.add(k, f, g, "Pass the cause on, without its cancellation", replace(x.CtxExpr, without+"("+cause+")"))
	}
	// In a goroutine the context may end before the event has left.
	if !x.Async && f.function(x.CtxExpr.Pos()) == f.function(v.Pos()) && !p.enclosingGo(f, x.CtxExpr) {
		p.add(k, f, nil, "Pass the cause on", replace(x.CtxExpr, cause))
	}
}

// enclosingGo reports whether n is part of a go statement of its function.
func (p *planner) enclosingGo(f *file, n ast.Node) bool {
	for _, x := range f.path(n) {
		switch x.(type) {
		case *ast.GoStmt:
			return true
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
	}
	return false
}

// cause returns an expression for the context at n that holds the cause of
// what happens there, and the variable in it; "" if there is none for certain.
func (p *planner) cause(f *file, n ast.Node, o *eventflow.Origin) (string, *types.Var) {
	pos := n.Pos()
	d, ok := f.decl(pos).(*ast.FuncDecl)
	if !ok {
		return "", nil
	}
	// What was assigned last, of what is in scope, out of a span, a message or a request.
	var best *types.Var
	var at token.Pos
	stale, empty := false, map[*types.Var]bool{}
	ast.Inspect(d, func(x ast.Node) bool {
		as, ok := x.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, lhs := range as.Lhs {
			v := p.objOf(lhs)
			if len(as.Lhs) == len(as.Rhs) && v != nil && p.isEmptyContext(ast.Unparen(as.Rhs[i])) && as.Rhs[i] != n {
				empty[v] = true
			}
		}
		if len(as.Rhs) != 1 || as.End() > pos {
			return true
		}
		call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr)
		if !ok {
			return true
		}
		r := p.role(call, model.StartSpan, model.Extract, model.Request, model.ContextOf)
		if r == nil {
			return true
		}
		i := r.Result.Index
		if i >= len(as.Lhs) {
			return true
		}
		id, ok := as.Lhs[i].(*ast.Ident)
		if !ok {
			return true
		}
		if id.Name == "_" {
			if r.Role == model.StartSpan && p.covers(f, as, pos) {
				stale = true
			}
			return true
		}
		v := p.objOf(id)
		if v != nil && isContext(v.Type()) && p.lookup(v.Name(), pos) == v && as.Pos() > at {
			best, at = v, as.Pos()
		}
		return true
	})
	if stale {
		return "", nil // the span that runs has no context to pass on
	}
	if best != nil && !empty[best] {
		return best.Name(), best
	}
	if o == nil {
		return "", nil
	}
	if recv, _, kept := strings.Cut(o.Name, "."); kept {
		if v := p.lookup(recv, pos); v != nil && p.isReceiver(d, v) {
			return o.Name, v
		}
		return "", nil
	}
	if o.Name != "" {
		v := p.lookup(o.Name, pos)
		if v != nil && isContext(v.Type()) && !empty[v] {
			return v.Name(), v
		}
		return "", nil
	}
	if o.Kind == eventflow.KRequest {
		return p.request(f, pos)
	}
	return "", nil
}

// isReceiver reports whether v is the receiver of the method.
func (p *planner) isReceiver(d *ast.FuncDecl, v *types.Var) bool {
	return d.Recv != nil && len(d.Recv.List) == 1 && len(d.Recv.List[0].Names) == 1 && p.pass.TypesInfo.Defs[d.Recv.List[0].Names[0]] == v
}

// covers reports whether pos lies in the block that the statement is in.
func (p *planner) covers(f *file, s ast.Stmt, pos token.Pos) bool {
	path := f.path(s)
	return len(path) > 1 && path[1].Pos() <= pos && pos < path[1].End()
}

// request returns the context of the HTTP request that a function around pos is given.
func (p *planner) request(f *file, pos token.Pos) (string, *types.Var) {
	for scope := p.pass.Pkg.Scope().Innermost(pos); scope != nil && scope != p.pass.Pkg.Scope(); scope = scope.Parent() {
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || name == "_" || p.lookup(name, pos) != v {
				continue
			}
			if ptr, ok := types.Unalias(v.Type()).(*types.Pointer); ok && isNamed(ptr.Elem(), "net/http", "Request") && p.isParam(f, v) {
				return name + ".Context()", v
			}
		}
	}
	return "", nil
}

// detached takes the cancellation off the context.
func (p *planner) detached(x *eventflow.Publish, k key) {
	ctx := x.Detached.Ctx
	if ctx == nil || !isContext(p.typeOf(ctx)) {
		return
	}
	f := p.fileAt(ctx.Pos())
	if f == nil {
		return
	}
	ctx = p.outlived(f, ast.Unparen(ctx), x.Detached.Go, 0)
	if ctx == nil {
		return
	}
	g := f.gen(ctx.Pos())
	without := g.withoutCancel()
	if without == "" || !g.ok() {
		return
	}
	p.add(k, f, g, "Take the cancellation off the context", replace(ctx, without+"("+f.text(ctx)+")"))
}

// outlived returns the expression, ctx or what it was made of, whose
// cancellation the goroutine started at started should not have. What the
// goroutine adds itself, say a timeout, has its purpose.
func (p *planner) outlived(f *file, ctx ast.Expr, started token.Pos, depth int) ast.Expr {
	switch e := ctx.(type) {
	case *ast.CallExpr:
		if p.role(e, model.Request) != nil {
			return ctx
		}
	case *ast.Ident:
		v := p.objOf(e)
		if v == nil {
			return nil
		}
		lit, ok := f.function(ctx.Pos()).(*ast.FuncLit)
		if !ok || lit.Pos() < started || v.Pos() < lit.Body.Pos() || v.Pos() >= lit.Body.End() {
			return ctx
		}
		var made ast.Expr
		n := 0
		ast.Inspect(lit.Body, func(x ast.Node) bool {
			as, ok := x.(*ast.AssignStmt)
			if !ok {
				return true
			}
			for _, lhs := range as.Lhs {
				if p.objOf(lhs) == v {
					n++
					if len(as.Rhs) == 1 && lhs == as.Lhs[0] {
						made = ast.Unparen(as.Rhs[0])
					}
				}
			}
			return true
		})
		c, ok := made.(*ast.CallExpr)
		if n != 1 || !ok || depth > 3 {
			return nil
		}
		if p.role(c, model.Request) != nil {
			return c
		}
		if fn := p.callee(c); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && len(c.Args) > 0 {
			return p.outlived(f, ast.Unparen(c.Args[0]), started, depth+1)
		}
	}
	return nil
}

// stale gives the span's context a name and hands the event off with it.
func (p *planner) stale(x *eventflow.Publish, k key) {
	start := x.Stale.Start
	if start == nil {
		return
	}
	f := p.fileAt(start.Pos())
	if f == nil {
		return
	}
	row := p.role(start, model.StartSpan)
	if row == nil || row.Ctx.Base != model.ArgOf || row.Ctx.Index >= len(start.Args) {
		return
	}
	old := p.objOf(start.Args[row.Ctx.Index])
	path := f.path(start)
	if old == nil || !isContext(old.Type()) || len(path) < 3 {
		return
	}
	as, ok := path[1].(*ast.AssignStmt)
	if !ok || as.Tok != token.DEFINE || len(as.Rhs) != 1 || row.Result.Index >= len(as.Lhs) {
		return
	}
	blank, ok := as.Lhs[row.Result.Index].(*ast.Ident)
	if !ok || blank.Name != "_" {
		return
	}
	block, ok := path[2].(*ast.BlockStmt)
	if !ok {
		return
	}
	uses := p.staleUses(f, block, as, old)
	hit := false
	for _, id := range uses {
		if enclosesUse(f, id, x.Stale.Use) {
			hit = true
		}
	}
	if len(uses) == 0 || !hit {
		return
	}
	name := p.staleName(f, start)
	edits := []analysis.TextEdit{replace(blank, name)}
	for _, id := range uses {
		edits = append(edits, replace(id, name))
	}
	p.add(k, f, nil, "Hand the event off in the span's own context", edits...)
}

// enclosesUse reports whether id is an argument of the call that use is in.
func enclosesUse(f *file, id *ast.Ident, use token.Pos) bool {
	path := f.path(id)
	if len(path) < 2 {
		return false
	}
	c, ok := path[1].(*ast.CallExpr)
	return ok && c.Pos() <= use && use < c.End()
}

// staleName returns the name for the context of a span, the same for all
// findings about that span.
func (p *planner) staleName(f *file, start *ast.CallExpr) string {
	if e := p.extractions[start.Pos()]; e != nil {
		return e.name
	}
	e := &extraction{name: f.fresh(start.Pos(), "spanCtx")}
	p.extractions[start.Pos()] = e
	return e.name
}

// staleUses returns the uses of the variable old, after the statement and
// while its span lasts, in calls that inject it or hand an event off.
func (p *planner) staleUses(f *file, block *ast.BlockStmt, start *ast.AssignStmt, old *types.Var) []*ast.Ident {
	calls := map[*ast.CallExpr]bool{}
	for _, x := range p.index.Publishes {
		if x.Call == nil {
			continue
		}
		calls[x.Call] = true
		if x.Stale != nil && x.Stale.Start != nil && start.Pos() <= x.Stale.Start.Pos() && x.Stale.Start.Pos() < start.End() {
			// Whatever puts the old context into the message.
			ast.Inspect(block, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok && (c.Lparen == x.Stale.Use || c.Pos() == x.Stale.Use) {
					calls[c] = true
				}
				return true
			})
		}
	}
	span := p.spanOf(start)
	var uses []*ast.Ident
	for _, s := range block.List {
		if s.Pos() <= start.Pos() {
			continue
		}
		if e, ok := s.(*ast.ExprStmt); ok && p.ends(e.X, span) {
			break
		}
		bad := false
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					if p.objOf(lhs) == old {
						bad = true // from here on it is another context
					}
				}
			case *ast.CallExpr:
				if !calls[n] && p.role(n, model.Inject, model.SetContext) == nil {
					return true
				}
				for _, a := range n.Args {
					if id, ok := ast.Unparen(a).(*ast.Ident); ok && p.objOf(id) == old {
						uses = append(uses, id)
					}
				}
			}
			return true
		})
		if bad {
			return nil
		}
	}
	return uses
}

func (p *planner) spanOf(start *ast.AssignStmt) *types.Var {
	for _, lhs := range start.Lhs {
		if v := p.objOf(lhs); v != nil && v.Name() != "_" {
			return v
		}
	}
	return nil
}

func (p *planner) ends(e ast.Expr, span *types.Var) bool {
	c, ok := e.(*ast.CallExpr)
	if !ok || span == nil {
		return false
	}
	sel, ok := c.Fun.(*ast.SelectorExpr)
	return ok && p.objOf(sel.X) == span && (sel.Sel.Name == "End" || sel.Sel.Name == "Finish")
}

// noCarrier injects the cause into the message before it is handed off.
func (p *planner) noCarrier(x *eventflow.Publish, k key) {
	site := handsOff(x)
	if x.Far != nil || site == nil || x.Row == nil || x.Call != nil && x.Call.Ellipsis.IsValid() && !x.Payload && len(x.Call.Args) == 0 {
		return
	}
	f := p.fileAt(site.Pos())
	if f == nil {
		return
	}
	stmt := f.statement(site)
	if stmt == nil {
		return
	}
	at, ok := f.before(stmt)
	if !ok {
		return
	}
	if _, ok := stmt.(*ast.DeferStmt); ok {
		return
	}
	g := f.gen(site.Pos())
	var lines []string
	var edits []analysis.TextEdit
	var e *extraction
	ctx := p.causeAtCall(f, x)
	if ctx == "" {
		if ctx, e = p.causeFromMessage(f, x, k); e == nil {
			return
		}
		for _, path := range e.imports {
			g.pkg(path)
		}
	}
	message := "Inject the trace into the " + x.Headers
	if x.Payload {
		lines, edits = p.withHeaders(f, g, x, ctx)
		message = "Publish a message that has " + x.Headers + ", with the trace in them"
	} else {
		lines, edits = p.injectBefore(f, g, x, ctx, stmt)
	}
	if g.lacks != "" {
		p.lacks(k, g.lacks)
	}
	if len(lines) == 0 || !g.ok() {
		return
	}
	inserted := at.insert(lines...)
	switch {
	case e == nil:
	case e.edits[0].Pos == at.pos:
		inserted.NewText = append(slices.Clone(e.edits[0].NewText), inserted.NewText...)
	default:
		edits = append(edits, e.edits...)
	}
	p.add(k, f, g, message, append(edits, inserted)...)
}

// handsOff returns the call or send that hands the event off, nil if it is neither.
func handsOff(x *eventflow.Publish) ast.Node {
	switch {
	case x.Call != nil:
		return x.Call
	case x.Send != nil:
		return x.Send
	}
	return nil
}

// givenContext returns the context that the call is given, nil if it takes none.
func givenContext(x *eventflow.Publish) ast.Expr {
	if x.Call != nil && x.Row.Ctx.Base == model.ArgOf && x.Row.Ctx.Index < len(x.Call.Args) {
		return x.Call.Args[x.Row.Ctx.Index]
	}
	return nil
}

// causeAtCall returns the context to inject: the one that the call is given if
// it holds the cause, else what is in scope.
func (p *planner) causeAtCall(f *file, x *eventflow.Publish) string {
	site := handsOff(x)
	if ctx := givenContext(x); ctx != nil && x.Context == eventflow.CausalContext {
		if v := p.objOf(ctx); v != nil && isContext(v.Type()) && p.lookup(v.Name(), site.Pos()) == v {
			if s, _ := p.cause(f, site, x.Origin); s != "" {
				return v.Name()
			}
			return ""
		}
	}
	s, _ := p.cause(f, site, x.Origin)
	return s
}

// causeFromMessage extracts the context of the message being handled.
func (p *planner) causeFromMessage(f *file, x *eventflow.Publish, k key) (string, *extraction) {
	site := handsOff(x)
	if x.Origin == nil || x.Origin.Kind != eventflow.KMessage || p.runs(f, site) {
		return "", nil
	}
	in := p.incomingAt(f, site, x.Origin.Pos)
	if in == nil || p.extractsAnyway(site) {
		return "", nil
	}
	if ctx := givenContext(x); ctx != nil {
		v := p.objOf(ctx)
		if v == nil || !isContext(v.Type()) || p.lookup(v.Name(), in.at.Pos()) != v {
			return "", nil
		}
		return v.Name(), p.rebind(f, in, v, k)
	}
	if p.contextParam(f, in.msg, site.Pos()) != "" {
		return "", nil // it may hold the message's context
	}
	g := f.gen(in.at.Pos())
	base := g.sel("context", "Background") + "()"
	if !g.ok() {
		return "", nil
	}
	e := p.newContext(f, in, base, k)
	if e == nil {
		return "", nil
	}
	for _, path := range g.imports {
		if !slices.Contains(e.imports, path) {
			e.imports = append(e.imports, path)
		}
	}
	return e.name, e
}

// runs reports whether a span was started in the function around n.
func (p *planner) runs(f *file, n ast.Node) bool {
	found := false
	ast.Inspect(f.decl(n.Pos()), func(x ast.Node) bool {
		if c, ok := x.(*ast.CallExpr); ok && c.End() < n.Pos() && p.role(c, model.StartSpan, model.Extract) != nil {
			found = true
		}
		return !found
	})
	return found
}

// inject writes the call that injects ctx into the message msg of type t.
func (p *planner) inject(g *gen, m *medium, t types.Type, ctx, msg string) (lines []string, c carrier) {
	c = p.carrierOf(g, m, t, msg, true)
	lines = append(lines, c.setup...)
	lines = append(lines, p.propagator(g)+".Inject("+ctx+", "+c.expr+")")
	return append(lines, c.flush...), c
}

// injectBefore writes statements that inject ctx into the messages that a call is given.
func (p *planner) injectBefore(f *file, g *gen, x *eventflow.Publish, ctx string, stmt ast.Stmt) (lines []string, edits []analysis.TextEdit) {
	if x.Send != nil {
		return p.injectOne(f, g, x, x.Send.Value, ctx, stmt)
	}
	fn := p.callee(x.Call)
	if fn == nil {
		return nil, nil
	}
	sig := fn.Signature()
	if at := x.Row.Carrier; at.Base == model.ArgOf && at.Path == "" && at.Index < len(x.Call.Args) && at.Index < sig.Params().Len() {
		return p.injectBeside(f, g, x, x.Call.Args[at.Index], sig.Params().At(at.Index).Type(), ctx)
	}
	if x.Row.Adds.Option != "" {
		return p.injectOption(f, g, x, ctx)
	}
	if x.Row.Message.Base != model.ArgOf || x.Row.Message.Path != "" || x.Row.Message.Index >= len(x.Call.Args) {
		return nil, nil
	}
	variadic := sig.Variadic() && x.Row.Message.Index == sig.Params().Len()-1
	if given := x.Call.Args[x.Row.Message.Index]; variadic && x.Call.Ellipsis.IsValid() || !variadic && isSlice(p.typeOf(given)) {
		return p.injectAll(f, g, ast.Unparen(given), ctx), nil
	}
	args := x.Call.Args[x.Row.Message.Index:]
	if !variadic {
		args = args[:1]
		if mt := p.models.Message(p.typeOf(args[0])); mt != nil && mt.Elements != "" {
			return p.injectWithin(f, g, mt, ast.Unparen(args[0]), ctx)
		}
	}
	for _, arg := range args {
		more, es := p.injectOne(f, g, x, arg, ctx, stmt)
		if len(more) == 0 {
			return nil, nil
		}
		lines, edits = append(lines, more...), append(edits, es...)
	}
	return lines, edits
}

// injectBeside writes statements that inject ctx into what a call is given
// beside the message: something of type t that has headers only as a whole.
func (p *planner) injectBeside(f *file, g *gen, x *eventflow.Publish, given ast.Expr, t types.Type, ctx string) (lines []string, edits []analysis.TextEdit) {
	m := p.mediumOf(t)
	if m == nil || m.Headers.Whole == "" || !isPointer(t) || x.Reads == eventflow.Maybe {
		return nil, nil
	}
	made := "&" + g.sel(m.Type.Pkg, m.Type.Name) + "{}"
	if !p.info.Types[given].IsNil() {
		u, ok := ast.Unparen(given).(*ast.UnaryExpr)
		if !ok || u.Op != token.AND {
			return nil, nil
		}
		lit, ok := ast.Unparen(u.X).(*ast.CompositeLit)
		if !ok {
			return nil, nil
		}
		for _, e := range lit.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			if !ok {
				return nil, nil
			}
			if id, ok := kv.Key.(*ast.Ident); !ok || id.Name == m.Carrier {
				return nil, nil // it has headers already
			}
		}
		if made, ok = f.moved(u, nil); !ok {
			return nil, nil
		}
	}
	name := f.fresh(given.Pos(), m.Headers.Variable, "with"+strings.ToUpper(m.Headers.Variable[:1])+m.Headers.Variable[1:])
	carrier := f.fresh(g.pos, "carrier", "headers")
	lines = []string{
		name + " := " + made,
		carrier + " := " + g.sel(propagationPath, "MapCarrier") + "{}",
		p.propagator(g) + ".Inject(" + ctx + ", " + carrier + ")",
		m.code(g, m.Headers.Whole, name, map[string]string{"carrier": carrier}),
	}
	return lines, []analysis.TextEdit{replace(given, name)}
}

// injectOption writes statements that inject ctx into headers which the call is
// given as one more of its options.
func (p *planner) injectOption(f *file, g *gen, x *eventflow.Publish, ctx string) (lines []string, edits []analysis.TextEdit) {
	h, c := &x.Row.Adds, x.Call
	first := x.Row.Options.Index
	if x.Row.Options.Base != model.ArgOf || len(c.Args) < first || first == 0 || c.Ellipsis.IsValid() || x.Reads == eventflow.Maybe {
		return nil, nil
	}
	options := c.Args[first:]
	if strings.HasSuffix(h.Option, "...") && len(options) > 0 {
		return nil, nil
	}
	for _, o := range options {
		if !p.leavesHeaders(h, o) {
			return nil, nil
		}
	}
	name := f.fresh(c.Pos(), h.Variable, "more"+strings.ToUpper(h.Variable[:1])+h.Variable[1:])
	last, sep := c.Args[len(c.Args)-1], ", "
	if f.line(last.End()) < f.line(c.Rparen) { // an argument a line
		start := f.tf.LineStart(f.line(last.End()))
		line := string(f.src[f.offset(start):f.offset(last.End())])
		sep = ",\n" + line[:len(line)-len(strings.TrimLeft(line, "\t"))]
	}
	option := h.Code(h.Option, g.sel, map[string]string{"msg": name})
	edits = append(edits, analysis.TextEdit{Pos: last.End(), End: last.End(), NewText: []byte(sep + option)})
	carrier := f.fresh(g.pos, "carrier", "outCarrier")
	k, v := "key", "value"
	if name == k || name == v {
		k, v = "k", "v"
	}
	return []string{
		name + " := " + h.Code(h.Make, g.sel, nil),
		carrier + " := " + g.sel(propagationPath, "MapCarrier") + "{}",
		p.propagator(g) + ".Inject(" + ctx + ", " + carrier + ")",
		"for " + k + ", " + v + " := range " + carrier + " {\n\t" + h.Code(h.Put, g.sel, map[string]string{"msg": name, "key": k, "value": v}) + "\n}",
	}, edits
}

// leavesHeaders reports whether an option is one of the library's that gives
// the message no headers: those would get lost, or get in the way.
func (p *planner) leavesHeaders(h *model.Headers, option ast.Expr) bool {
	var fn *types.Func
	switch o := ast.Unparen(option).(type) {
	case *ast.CallExpr:
		fn = p.callee(o)
	case *ast.Ident:
		fn, _ = p.info.Uses[o].(*types.Func)
	case *ast.SelectorExpr:
		fn, _ = p.info.Uses[o.Sel].(*types.Func)
	}
	if fn == nil || fn.Pkg() == nil || !p.models.Stands(fn.Pkg().Path()) {
		return false
	}
	return !strings.Contains(h.Option, "$("+fn.Pkg().Path()+"."+fn.Name()+")")
}

// injectOne writes statements that inject ctx into one message that a call is given.
func (p *planner) injectOne(f *file, g *gen, x *eventflow.Publish, given ast.Expr, ctx string, stmt ast.Stmt) (lines []string, edits []analysis.TextEdit) {
	arg := ast.Unparen(given)
	t := p.typeOf(arg)
	m := p.mediumOf(t)
	if m == nil || m.iface || x.Reads == eventflow.Maybe && x.Row.MayRead != model.FromMessageContext {
		return nil, nil
	}
	if m.Headers.Whole != "" {
		return nil, nil
	}
	if m.Headers.Pairs {
		return p.injectPairs(f, g, m, arg, ctx, stmt)
	}
	if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
		if v := p.objOf(u.X); v != nil {
			arg, t = ast.Unparen(u.X), v.Type()
		}
	}
	ok := false
	switch e := arg.(type) {
	case *ast.Ident:
		v := p.objOf(e)
		if v == nil || v.Parent() == p.pass.Pkg.Scope() || p.lookup(v.Name(), stmt.Pos()) != v {
			return nil, nil
		}
		if m.WhenMade() {
			made := p.soleMaker(f, v)
			if made == nil {
				return nil, nil
			}
			if edits, ok = p.withRoom(f, g, m, made); !ok {
				return nil, nil
			}
		}
		lines, c := p.inject(g, m, t, ctx, v.Name())
		if !c.sets && (f.looped(v, stmt.Pos()) || isPointer(t) && p.isParam(f, v)) {
			return nil, nil
		}
		return append(p.allocate(f, g, m, v), lines...), edits
	case *ast.UnaryExpr, *ast.CompositeLit, *ast.CallExpr:
		made := ""
		var room []analysis.TextEdit
		switch lit := arg.(type) {
		case *ast.UnaryExpr:
			if _, ok := ast.Unparen(lit.X).(*ast.CompositeLit); !ok || lit.Op != token.AND {
				return nil, nil
			}
		case *ast.CallExpr:
			made = p.maker(lit)
			if fn := p.callee(lit); made == "" && (fn == nil || fn.Pkg() == nil || !p.models.Stands(fn.Pkg().Path())) {
				return nil, nil
			}
			if m.WhenMade() {
				if room, ok = p.withRoom(f, g, m, lit); !ok {
					return nil, nil
				}
			}
		}
		text, ok := f.moved(arg, room)
		if !ok {
			return nil, nil
		}
		name := f.fresh(given.Pos(), m.Headers.Variable, "out"+strings.ToUpper(m.Headers.Variable[:1])+m.Headers.Variable[1:])
		lines = append(lines, name+" := "+text)
		if made == "" {
			lines = append(lines, p.allocation(f, g, m, name)...)
		}
		more, _ := p.inject(g, m, t, ctx, name)
		return append(lines, more...), []analysis.TextEdit{replace(given, name)}
	}
	return nil, nil
}

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

func isPointer(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Pointer)
	return ok
}

func (p *planner) isParam(f *file, v *types.Var) bool {
	if v.Pos() < f.ast.FileStart || v.Pos() >= f.ast.FileEnd {
		return false
	}
	for _, n := range f.path(f.identAt(v.Pos())) {
		if _, ok := n.(*ast.FieldList); ok {
			return true
		}
		if _, ok := n.(ast.Stmt); ok {
			return false
		}
	}
	return false
}

// identAt returns the identifier at pos.
func (f *file) identAt(pos token.Pos) ast.Node {
	var found ast.Node = f.ast
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || pos >= n.End() {
			return false
		}
		if id, ok := n.(*ast.Ident); ok && id.Pos() == pos {
			found = id
		}
		return true
	})
	return found
}

// injectWithin writes statements that inject ctx into the messages that a
// literal of what holds several is given.
func (p *planner) injectWithin(f *file, g *gen, batch *model.MessageType, arg ast.Expr, ctx string) (lines []string, edits []analysis.TextEdit) {
	if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
		arg = ast.Unparen(u.X)
	}
	lit, ok := arg.(*ast.CompositeLit)
	if !ok {
		return nil, nil
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return nil, nil
		}
		if id, ok := kv.Key.(*ast.Ident); !ok || id.Name != batch.Elements {
			continue
		}
		given := ast.Unparen(kv.Value)
		if _, ok := given.(*ast.CompositeLit); !ok {
			return p.injectAll(f, g, given, ctx), nil
		}
		text, ok := f.moved(given, nil)
		if !ok {
			return nil, nil
		}
		name := f.fresh(given.Pos(), "entries", "batch")
		each := p.injectEach(f, g, name, p.typeOf(given), given, ctx)
		if each == nil {
			return nil, nil
		}
		return append([]string{name + " := " + text}, each...), []analysis.TextEdit{replace(kv.Value, name)}
	}
	return nil, nil
}

// injectAll writes a loop that injects ctx into all messages of a slice.
func (p *planner) injectAll(f *file, g *gen, arg ast.Expr, ctx string) []string {
	v := p.objOf(arg)
	if v == nil || p.isParam(f, v) || f.looped(v, arg.Pos()) {
		return nil
	}
	return p.injectEach(f, g, v.Name(), v.Type(), arg, ctx)
}

// injectEach writes a loop that injects ctx into all messages of the variable of
// type t, which is used at arg.
func (p *planner) injectEach(f *file, g *gen, name string, t types.Type, arg ast.Expr, ctx string) []string {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return nil
	}
	m := p.mediumOf(s.Elem())
	if m == nil || m.iface {
		return nil
	}
	head, elem := "for _, %s := range "+name+" {", ""
	if isPointer(s.Elem()) {
		elem = f.fresh(arg.Pos(), m.Headers.Variable)
		head = strings.Replace(head, "%s", elem, 1)
	} else {
		i := f.fresh(arg.Pos(), "i", "j")
		elem = name + "[" + i + "]"
		head = "for " + i + " := range " + name + " {"
	}
	lines, c := p.inject(g, m, s.Elem(), ctx, elem)
	if !c.sets {
		return nil
	}
	lines = append(p.allocation(f, g, m, elem), lines...)
	return []string{head + "\n\t" + strings.ReplaceAll(strings.Join(lines, "\n"), "\n", "\n\t") + "\n}"}
}

// maker returns the name of the function if the call makes a message whose
// headers can be written to, "" otherwise.
func (p *planner) maker(c *ast.CallExpr) string {
	fn := p.callee(c)
	if fn == nil || fn.Pkg() == nil {
		return ""
	}
	for _, r := range p.models.Rows(fn) {
		if (r.Role == model.Neutral || r.Role == model.SetContext) && p.mediumOf(p.typeOf(c)) != nil {
			return fn.Name()
		}
	}
	return ""
}

// allocate writes a statement that makes the headers of the message that v
// holds, none if they are made where v is.
func (p *planner) allocate(f *file, g *gen, m *medium, v *types.Var) []string {
	if p.soleMaker(f, v) != nil {
		return nil
	}
	return p.allocation(f, g, m, v.Name())
}

// soleMaker returns the call that makes the message that v holds, nil unless
// that is all that v is ever assigned.
func (p *planner) soleMaker(f *file, v *types.Var) *ast.CallExpr {
	if c, ok := p.soleValueOf(f, v).(*ast.CallExpr); ok && p.maker(c) != "" {
		return c
	}
	return nil
}

// soleValueOf returns what v is assigned, nil if that is unknown or not once.
func (p *planner) soleValueOf(f *file, v *types.Var) ast.Expr {
	var value ast.Expr
	n := 0
	ast.Inspect(f.decl(v.Pos()), func(x ast.Node) bool {
		as, ok := x.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, lhs := range as.Lhs {
			if p.objOf(lhs) != v {
				continue
			}
			n++
			if len(as.Lhs) == len(as.Rhs) {
				value = ast.Unparen(as.Rhs[i])
			}
		}
		return true
	})
	if n != 1 {
		return nil
	}
	return value
}

// withRoom returns the edits after which a call makes a message with headers
// that can be written to, where these are given when it is made; false if the
// call cannot be made to.
func (p *planner) withRoom(f *file, g *gen, m *medium, c *ast.CallExpr) ([]analysis.TextEdit, bool) {
	fn := p.callee(c)
	if fn == nil || fn.Pkg() == nil || c.Ellipsis.IsValid() && len(c.Args) < 2 {
		return nil, false
	}
	row := p.role(c, model.Neutral)
	if row == nil {
		return nil, false
	}
	made := m.code(g, m.Headers.Make, "", nil)
	if at := row.Carrier; at.Base == model.ArgOf && at.Index < len(c.Args) {
		given := ast.Unparen(c.Args[at.Index])
		if p.info.Types[given].IsNil() {
			return []analysis.TextEdit{replace(given, made)}, true
		}
		return nil, isMade(given)
	}
	if row.Twin == "" {
		return nil, false
	}
	twin, _ := fn.Pkg().Scope().Lookup(row.Twin).(*types.Func)
	if twin == nil {
		return nil, false // not in this version
	}
	name := calledName(c)
	for _, r := range p.models.Rows(twin) {
		at := r.Carrier
		if r.Role != model.Neutral || at.Base != model.ArgOf || at.Index > len(c.Args) || at.Index == 0 || name == nil {
			continue
		}
		edits := []analysis.TextEdit{replace(name, row.Twin)}
		end := c.Args[at.Index-1].End()
		return append(edits, analysis.TextEdit{Pos: end, End: end, NewText: []byte(", " + made)}), true
	}
	return nil, false
}

// calledName returns the name of the function in a call.
func calledName(c *ast.CallExpr) *ast.Ident {
	switch fun := ast.Unparen(c.Fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	}
	return nil
}

// isMade reports whether e makes a map or a list that can be written to.
func isMade(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		id, ok := e.Fun.(*ast.Ident)
		return ok && id.Name == "make"
	}
	return false
}

// injectPairs writes statements that put the trace among the keys and values
// that a literal of a message is given.
func (p *planner) injectPairs(f *file, g *gen, m *medium, arg ast.Expr, ctx string, stmt ast.Stmt) (lines []string, edits []analysis.TextEdit) {
	if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
		arg = ast.Unparen(u.X)
	}
	lit, ok := arg.(*ast.CompositeLit)
	if !ok {
		return nil, nil
	}
	var given ast.Expr
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == m.Carrier {
				given = ast.Unparen(kv.Value)
			}
		}
	}
	if given == nil {
		return nil, nil
	}
	put := ""
	switch t := p.typeOf(given).Underlying().(type) {
	case *types.Map:
		if isString(t.Key()) && holdsString(t.Elem()) {
			put = "%s[%s] = %s"
		}
	case *types.Slice:
		if holdsString(t.Elem()) {
			put = "%[1]s = append(%[1]s, %[2]s, %[3]s)"
		}
	}
	if put == "" {
		return nil, nil
	}
	name := ""
	if v := p.objOf(given); v != nil {
		// Another's, or one that is used again, stays as it is.
		if value := p.soleValueOf(f, v); value == nil || !isMade(value) || f.looped(v, stmt.Pos()) || p.lookup(v.Name(), stmt.Pos()) != v {
			return nil, nil
		}
		name = v.Name()
	} else {
		if !isMade(given) {
			return nil, nil
		}
		text, ok := f.moved(given, nil)
		if !ok {
			return nil, nil
		}
		name = f.fresh(given.Pos(), m.Headers.Variable, "fields")
		lines = append(lines, name+" := "+text)
		edits = append(edits, replace(given, name))
	}
	carrier := f.fresh(g.pos, "carrier", "headers")
	k, v := "key", "value"
	if name == k || name == v {
		k, v = "k", "v"
	}
	lines = append(lines,
		carrier+" := "+g.sel(propagationPath, "MapCarrier")+"{}",
		p.propagator(g)+".Inject("+ctx+", "+carrier+")",
		"for "+k+", "+v+" := range "+carrier+" {\n\t"+fmt.Sprintf(put, name, k, v)+"\n}")
	return lines, edits
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

// holdsString reports whether a plain string can be assigned to the type.
func holdsString(t types.Type) bool {
	return types.AssignableTo(types.Typ[types.String], t)
}

// allocation writes a statement that makes the headers of msg if they are nil.
func (p *planner) allocation(_ *file, g *gen, m *medium, msg string) []string {
	if m.Headers.Make == "" || m.WhenMade() {
		return nil
	}
	field := msg + "." + m.Carrier
	return []string{"if " + field + " == nil {\n\t" + field + " = " + m.code(g, m.Headers.Make, msg, nil) + "\n}"}
}

// moved returns the text of an expression, after edits of it, as it reads in
// front of a statement.
func (f *file) moved(e ast.Expr, edits []analysis.TextEdit) (string, bool) {
	text := string(f.edited(part{start: f.offset(e.Pos()), end: f.offset(e.End()), edits: edits}))
	if !strings.Contains(text, "\n") {
		return text, true
	}
	raw := false
	ast.Inspect(e, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && strings.Contains(l.Value, "\n") {
			raw = true
		}
		return true
	})
	if raw {
		return "", false
	}
	// Lines are indented as the line is in which the expression begins.
	start := f.tf.LineStart(f.line(e.Pos()))
	line := string(f.src[f.offset(start):f.offset(e.Pos())])
	indent := line[:len(line)-len(strings.TrimLeft(line, "\t"))]
	return strings.ReplaceAll(text, "\n"+indent, "\n"), true
}

// withHeaders turns a publish of a payload into one, by the row's twin, of a
// message with headers.
func (p *planner) withHeaders(f *file, g *gen, x *eventflow.Publish, ctx string) (lines []string, edits []analysis.TextEdit) {
	sel, ok := x.Call.Fun.(*ast.SelectorExpr)
	if !ok || x.Row.Fields == "" || x.Call.Ellipsis.IsValid() && x.Row.Message.Index >= len(x.Call.Args)-1 {
		return nil, nil
	}
	fn := p.callee(x.Call)
	if fn == nil || fn.Pkg() == nil {
		return nil, nil
	}
	obj, _, _ := types.LookupFieldOrMethod(p.typeOf(sel.X), true, p.pass.Pkg, x.Row.Twin)
	twin, ok := obj.(*types.Func)
	if !ok {
		return nil, nil
	}
	names := strings.Fields(x.Row.Fields)
	first := 0
	if fn.Signature().Params().Len() > 0 && isContext(fn.Signature().Params().At(0).Type()) {
		first = 1
	}
	if len(x.Call.Args) < first+len(names) || twin.Signature().Params().Len() <= first {
		return nil, nil
	}
	given := twin.Signature().Params().At(first).Type()
	m := p.mediumOf(given)
	if m == nil || m.iface {
		return nil, nil
	}
	var parts []string
	for i, name := range names {
		a := x.Call.Args[first+i]
		text := f.text(a)
		if strings.Contains(text, "\n") {
			return nil, nil
		}
		parts = append(parts, name+": "+text)
	}
	last := x.Call.Args[first+len(names)-1]
	if f.line(x.Call.Args[first].Pos()) != f.line(last.End()) {
		return nil, nil
	}
	name := f.fresh(x.Call.Pos(), m.Headers.Variable, "out"+strings.ToUpper(m.Headers.Variable[:1])+m.Headers.Variable[1:])
	if m.Headers.Make != "" {
		parts = append(parts, m.Carrier+": "+m.code(g, m.Headers.Make, name, nil))
	}
	made := g.sel(m.Type.Pkg, m.Type.Name) + "{" + strings.Join(parts, ", ") + "}"
	if isPointer(given) {
		made = "&" + made
	}
	inject, _ := p.inject(g, m, given, ctx, name)
	return append([]string{name + " := " + made}, inject...), []analysis.TextEdit{
		replace(sel.Sel, x.Row.Twin),
		{Pos: x.Call.Args[first].Pos(), End: last.End(), NewText: []byte(name)},
	}
}
