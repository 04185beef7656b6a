package fixplan

import (
	"bytes"
	"go/ast"
	"go/constant"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

const tracePath = "go.opentelemetry.io/otel/trace"

// identities plans the fixes of ids that stand in for others, and of events
// that forget their workflow.
func (p *planner) identities() {
	said := map[token.Pos]bool{}
	for _, x := range p.index.SharedIDs {
		if !eventflow.FirstOfFlow(x) {
			said[x.Pos] = true
			p.shared(x, key{x, "shared"})
		}
	}
	for _, x := range p.index.FollowUps {
		switch x.Correlation {
		case eventflow.CorrelationReset:
			p.reset(x, key{x, "reset"})
		case eventflow.CorrelationMissing:
			p.forgotten(x, x.Incoming.Name, "Pass the incoming correlation id on", key{x, "missing"})
		default:
			p.forgotten(x, x.Incoming.Event, "Name the incoming event as the cause", key{x, "causation"})
		}
	}
	for _, x := range p.index.MadeUpIDs {
		// A key of the business may be kept nowhere else.
		if !said[x.Pos] && !x.Business {
			p.madeUp(x, key{x, "minted-trace"})
		}
	}
}

// exchange replaces values of ids by others, all in one fix.
type exchange struct {
	p     *planner
	f     *file
	g     *gen
	seen  map[token.Pos]bool
	edits []analysis.TextEdit
	gone  []ast.Node
	lit   *ast.CompositeLit // the literal that all values are in, nil if there is no such
	n     int
}

func (p *planner) exchangeAt(pos token.Pos) *exchange {
	f := p.fileAt(pos)
	if f == nil {
		return nil
	}
	return &exchange{p: p, f: f, g: f.gen(pos), seen: map[token.Pos]bool{}}
}

// put plans one value; by writes the new one. False if it cannot be done.
func (x *exchange) put(pos token.Pos, role words.Role, by func(old ast.Expr) (string, types.Type)) bool {
	if x.seen[pos] {
		return true
	}
	x.seen[pos] = true
	if x.p.fileAt(pos) != x.f {
		return false
	}
	old := x.p.valueAt(x.f, pos, role)
	if old == nil || !x.p.idle(old) {
		return false
	}
	x.g.pos = old.Pos()
	text, t := by(old)
	if have := x.p.typeOf(old); text == "" || t == nil || have == nil || !types.Identical(have, t) {
		return false
	}
	lit := x.f.literal(old)
	if x.n++; x.n == 1 {
		x.lit = lit
	} else if x.lit != lit {
		x.lit = nil
	}
	x.edits, x.gone = append(x.edits, replace(old, text)), append(x.gone, old)
	return true
}

// add plans the fix. Declarations that it leaves without a use go too.
func (x *exchange) add(k key, message string) {
	if len(x.edits) == 0 || !x.g.ok() {
		return
	}
	if x.lit != nil {
		x.edits = x.f.relaid(x.lit, x.edits)
	}
	for i := 0; i < len(x.gone); i++ {
		for _, id := range identsIn(x.gone[i]) {
			v := x.p.local(id)
			if v == nil || x.f.used(v, x.gone) {
				continue
			}
			s := x.f.declaration(v)
			if s == nil || slices.Contains(x.gone, ast.Node(s)) {
				continue
			}
			e, ok := x.f.cut(s)
			if !ok || !x.p.idle(s.Rhs[0]) {
				return
			}
			x.edits, x.gone = append(x.edits, e), append(x.gone, s)
		}
	}
	x.p.add(k, x.f, x.g, message, x.edits...)
	x.p.drafts[len(x.p.drafts)-1].gone = x.gone
}

// shared takes each id from where it belongs: those of traces from the span
// context, the correlation from what came in. The value stays one thing only,
// or what the first event of a flow may have in common.
func (p *planner) shared(s *eventflow.SharedID, k key) {
	x := p.exchangeAt(s.Pos)
	if x == nil {
		return
	}
	left := map[words.Role]bool{}
	traced := false
	for _, at := range s.Places {
		ok := true
		switch {
		case at.Role == words.TraceID || at.Role == words.SpanID:
			ok, traced = x.put(at.Pos, at.Role, x.traced(at)), true
		case at.Role == words.CorrelationID && s.Incoming != nil:
			ok = x.put(at.Pos, at.Role, x.incoming(s.Incoming))
		case at.Role == words.ParentSpanID:
			ok = false
		default:
			left[at.Role] = true
		}
		if !ok {
			return
		}
	}
	if len(left) > 1 && (s.Incoming != nil || left[words.CausationID] && !left[words.CorrelationID]) {
		return
	}
	if traced {
		x.add(k, "Take the id from the span context")
	} else {
		x.add(k, "Pass the incoming correlation id on")
	}
}

// madeUp takes the id of a trace or span from the span context.
func (p *planner) madeUp(m *eventflow.MadeUpID, k key) {
	x := p.exchangeAt(m.Pos)
	if x == nil {
		return
	}
	for _, at := range m.Places {
		if !x.put(at.Pos, at.Role, x.traced(at)) {
			return
		}
	}
	x.add(k, "Take the id from the span context")
}

// reset passes the correlation id on that came in.
func (p *planner) reset(u *eventflow.FollowUp, k key) {
	x := p.exchangeAt(u.Pos)
	if x == nil {
		return
	}
	for _, pos := range u.Places {
		if !x.put(pos, words.CorrelationID, x.incoming(u.Incoming)) {
			return
		}
	}
	x.add(k, "Pass the incoming correlation id on")
}

// forgotten adds an id that came in to an event's literal.
func (p *planner) forgotten(u *eventflow.FollowUp, id, message string, k key) {
	f := p.fileAt(u.Pos)
	if f == nil || u.Field == "" || id == "" || p.fileAt(u.Literal) != f {
		return
	}
	var lit *ast.CompositeLit
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if l, ok := n.(*ast.CompositeLit); ok && l.Pos() == u.Literal {
			lit = l
		}
		return lit == nil
	})
	if lit == nil {
		return
	}
	st, ok := p.typeOf(lit).Underlying().(*types.Struct)
	if !ok {
		return
	}
	index := map[string]int{}
	for i := range st.NumFields() {
		index[st.Field(i).Name()] = i
	}
	at, ok := index[u.Field]
	if !ok {
		return
	}
	text, t := p.incomingID(f, lit, u.Incoming, id)
	if text == "" || !types.AssignableTo(t, st.Field(at).Type()) {
		return
	}
	// It follows the fields that are declared before it.
	n := 0
	for i, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		name, ok := kv.Key.(*ast.Ident)
		if !ok {
			return
		}
		if name.Name == u.Field {
			if c := p.info.Types[kv.Value].Value; c != nil && c.Kind() == constant.String && constant.StringVal(c) == "" {
				p.add(k, f, nil, message, f.relaid(lit, []analysis.TextEdit{replace(kv.Value, text)})...)
			}
			return
		}
		if index[name.Name] < at {
			n = i + 1
		}
	}
	e, ok := f.element(lit, n, u.Field+": "+text)
	if !ok {
		return
	}
	p.add(k, f, nil, message, f.relaid(lit, []analysis.TextEdit{e})...)
}

// element returns the edit that makes text the n-th element of a literal.
func (f *file) element(lit *ast.CompositeLit, n int, text string) (analysis.TextEdit, bool) {
	if len(lit.Elts) == 0 {
		return analysis.TextEdit{Pos: lit.Rbrace, End: lit.Rbrace, NewText: []byte(text)}, lit.Rbrace == lit.Lbrace+1
	}
	if n < len(lit.Elts) {
		e := lit.Elts[n]
		sep := ", "
		if indent, ok := f.indent(e.Pos()); ok {
			if a := f.withComment(e.Pos(), lit.Lbrace); a != e.Pos() {
				return analysis.TextEdit{Pos: a, End: a, NewText: []byte(text + ",\n" + indent)}, true
			}
			sep = ",\n" + indent
		}
		return analysis.TextEdit{Pos: e.Pos(), End: e.Pos(), NewText: []byte(text + sep)}, true
	}
	last := lit.Elts[n-1]
	if f.line(last.End()) == f.line(lit.Rbrace) {
		return analysis.TextEdit{Pos: last.End(), End: last.End(), NewText: []byte(", " + text)}, true
	}
	// A comment may follow the last element, on its line or below.
	start := f.tf.LineStart(f.line(lit.Rbrace))
	indent, ok := f.indent(lit.Rbrace)
	return analysis.TextEdit{Pos: start, End: start, NewText: []byte(indent + "\t" + text + ",\n")}, ok
}

// traced writes the id of the trace or span that runs at a place.
func (x *exchange) traced(at eventflow.IDPlace) func(ast.Expr) (string, types.Type) {
	return func(old ast.Expr) (string, types.Type) {
		sc := x.p.spanContext(x.f, x.g, old, at.Origin)
		switch {
		case sc == "":
			return "", nil
		case at.Role == words.SpanID:
			return sc + ".SpanID().String()", types.Typ[types.String]
		}
		return sc + ".TraceID().String()", types.Typ[types.String]
	}
}

// spanContext writes the span context of what runs at n: of the span that was
// started last, of the context that holds the cause, or of the span that the
// function is given.
func (p *planner) spanContext(f *file, g *gen, n ast.Node, o *eventflow.Origin) string {
	d, ok := f.decl(n.Pos()).(*ast.FuncDecl)
	if !ok {
		return ""
	}
	started, named := token.NoPos, ""
	ast.Inspect(d, func(m ast.Node) bool {
		as, ok := m.(*ast.AssignStmt)
		if !ok || as.End() > n.Pos() || len(as.Rhs) != 1 || len(as.Lhs) != 2 || as.Pos() < started || !p.covers(f, as, n.Pos()) {
			return true
		}
		call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr)
		if !ok || p.role(call, model.StartSpan) == nil {
			return true
		}
		started, named = as.Pos(), ""
		if v := p.objOf(as.Lhs[1]); v != nil && v.Name() != "_" && isNamed(v.Type(), tracePath, "Span") && p.lookup(v.Name(), n.Pos()) == v && as.Tok == token.DEFINE {
			named = v.Name()
		}
		return true
	})
	if named != "" {
		return named + ".SpanContext()"
	}
	if ctx, _ := p.cause(f, n, o); ctx != "" && (started.IsValid() || !p.otherTracer()) {
		return g.sel(tracePath, "SpanContextFromContext") + "(" + ctx + ")"
	}
	if started.IsValid() {
		return ""
	}
	for scope := p.pass.Pkg.Scope().Innermost(n.Pos()); scope != nil && scope != p.pass.Pkg.Scope(); scope = scope.Parent() {
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if ok && name != "_" && p.lookup(name, n.Pos()) == v && isNamed(v.Type(), tracePath, "Span") && p.isParam(f, v) {
				return name + ".SpanContext()"
			}
		}
	}
	return ""
}

// otherTracer reports whether spans may be those of another tracing API, so
// that a context holds nothing that OpenTelemetry knows of.
func (p *planner) otherTracer() bool {
	for path := range p.importClosure() {
		if p.tracesOtherwise(path) && !strings.HasPrefix(path, "go.opencensus.io") {
			return true
		}
	}
	return false
}

// tracesOtherwise reports whether the package belongs to another tracing API than OpenTelemetry.
func (p *planner) tracesOtherwise(path string) bool {
	return (p.models.Opaque(path) || p.models.Tracing(path) && p.models.Stands(path)) && !strings.HasPrefix(path, "go.opentelemetry.io/")
}

// incoming writes the correlation id that came in.
func (x *exchange) incoming(inc *eventflow.Incoming) func(ast.Expr) (string, types.Type) {
	return func(old ast.Expr) (string, types.Type) { return x.p.incomingID(x.f, old, inc, inc.Name) }
}

// incomingID returns the expression for an id that came in, and its type, if it
// means the same at n and can be evaluated there: "" if not.
func (p *planner) incomingID(f *file, n ast.Node, inc *eventflow.Incoming, id string) (string, types.Type) {
	if !inc.Var.IsValid() || f.decl(inc.Var) != f.decl(n.Pos()) {
		return "", nil
	}
	first, _, _ := strings.Cut(id, ".")
	v := p.lookup(first, n.Pos())
	if v == nil || v.Pos() != inc.Var || inc.From.IsValid() && !f.after(n, inc.From) {
		return "", nil
	}
	e, err := parser.ParseExpr(id)
	if err != nil {
		return "", nil
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
	if err := types.CheckExpr(p.pass.Fset, p.pass.Pkg, n.Pos(), e, info); err != nil {
		return "", nil
	}
	safe := true
	ast.Inspect(e, func(m ast.Node) bool {
		sel, ok := m.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		s := info.Selections[sel]
		_, root := sel.X.(*ast.Ident)
		switch {
		case s == nil:
			safe = false
		case s.Kind() == types.MethodVal:
		case !s.Indirect():
		case !root || len(s.Index()) > 1 || !p.dereferenced(f, v):
			safe = false // it may be nil
		}
		return true
	})
	if !safe {
		return "", nil
	}
	return id, info.Types[e].Type
}

// after reports whether n is reached only after what stands at pos was done.
func (f *file) after(n ast.Node, pos token.Pos) bool {
	path, _ := astutil.PathEnclosingInterval(f.ast, pos, pos)
	for _, x := range path {
		switch x.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return pos < n.Pos() && n.Pos() < x.End()
		case *ast.GoStmt, *ast.DeferStmt:
			return false
		}
	}
	return false
}

// dereferenced reports whether the function takes it for granted that the
// pointer v is not nil.
func (p *planner) dereferenced(f *file, v *types.Var) bool {
	used, compared := false, false
	ast.Inspect(f.decl(v.Pos()), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if s := p.info.Selections[n]; s != nil && s.Kind() == types.FieldVal && p.objOf(n.X) == v {
				used = true
			}
		case *ast.BinaryExpr:
			compared = compared || p.objOf(n.X) == v || p.objOf(n.Y) == v
		}
		return true
	})
	return used && !compared
}

// valueAt returns the value of the id that gets into something at pos, as
// text: of a field, an assignment, or a call that is given its name and value.
func (p *planner) valueAt(f *file, pos token.Pos, role words.Role) ast.Expr {
	var found ast.Expr
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || pos >= n.End() || found != nil {
			return false
		}
		if n.Pos() != pos {
			return true
		}
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			found = n.Value
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && len(n.Rhs) == 1 && n.Tok == token.ASSIGN {
				found = n.Rhs[0]
			}
		case *ast.CallExpr:
			if len(n.Args) != 2 || n.Ellipsis.IsValid() {
				return true
			}
			if c := p.info.Types[n.Args[0]].Value; c != nil && c.Kind() == constant.String && words.RoleOf(constant.StringVal(c), "") == role {
				found = n.Args[1]
			}
		}
		return true
	})
	if found == nil {
		return nil
	}
	found = ast.Unparen(found)
	// []byte(id)
	if c, ok := found.(*ast.CallExpr); ok && len(c.Args) == 1 && p.info.Types[c.Fun].IsType() {
		if s, ok := p.typeOf(c).Underlying().(*types.Slice); ok && types.Identical(s.Elem(), types.Typ[types.Byte]) {
			return ast.Unparen(c.Args[0])
		}
	}
	return found
}

// idle reports whether nothing is lost if the expression is not evaluated: it
// is a variable, or an id that is made up and for nobody else.
func (p *planner) idle(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.SelectorExpr:
		return p.idle(e.X)
	case *ast.SliceExpr:
		return p.idle(e.X)
	case *ast.CallExpr:
		if p.info.Types[e.Fun].IsType() {
			return p.idle(e.Args[0])
		}
		fn := p.callee(e)
		if fn == nil || fn.Pkg() == nil {
			return false
		}
		for _, a := range e.Args {
			if !p.idle(a) {
				return false
			}
		}
		if fn.Signature().Recv() == nil {
			return model.MakesIDs(fn.Pkg().Path()) || words.IsMint(fn.Name()) && len(e.Args) == 0
		}
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		return ok && p.idle(sel.X) && (model.MakesIDs(fn.Pkg().Path()) || fn.Name() == "String" && len(e.Args) == 0)
	}
	return false
}

// literal returns the innermost literal of a struct, map or list around n.
func (f *file) literal(n ast.Node) *ast.CompositeLit {
	for _, x := range f.path(n) {
		switch x := x.(type) {
		case *ast.CompositeLit:
			return x
		case ast.Stmt:
			return nil
		}
	}
	return nil
}

// relaid returns the edits, all of which lie in a literal, so that the literal
// is formatted afterwards: gofmt aligns its values and comments.
func (f *file) relaid(lit *ast.CompositeLit, edits []analysis.TextEdit) []analysis.TextEdit {
	slices.SortStableFunc(edits, compareEdits)
	part := f.parts(edits)[0]
	out := f.edited(part)
	formatted, err := format.Source(out)
	if err != nil || bytes.Equal(formatted, out) {
		return edits
	}
	number := func(in ast.Node, stop *ast.CompositeLit, n int) (int, *ast.CompositeLit) {
		i := 0
		var at *ast.CompositeLit
		ast.Inspect(in, func(x ast.Node) bool {
			if l, ok := x.(*ast.CompositeLit); ok && at == nil {
				if l == stop || stop == nil && i == n {
					at = l
				} else {
					i++
				}
			}
			return at == nil
		})
		return i, at
	}
	n, _ := number(part.node, lit, 0)
	if part.node != f.ast {
		formatted = append([]byte("package p\n"), formatted...)
	}
	fset := token.NewFileSet()
	again, err := parser.ParseFile(fset, "", formatted, parser.ParseComments)
	if err != nil {
		return edits
	}
	_, twin := number(again, nil, n)
	if twin == nil {
		return edits
	}
	tf := fset.File(twin.Pos())
	text := formatted[tf.Offset(twin.Lbrace):tf.Offset(twin.End())]
	return []analysis.TextEdit{{Pos: lit.Lbrace, End: lit.End(), NewText: text}}
}
