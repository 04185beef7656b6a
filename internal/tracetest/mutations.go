package tracetest

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/tracelint/tracelint/internal/words"
)

// A mutation takes from good functions what makes them good. Each function
// that it changes makes a package of its own, the mutant, in which there must be
// one finding more.
type mutation struct {
	name   string
	in     []string // below these directories of cases
	want   []string // of one of these categories
	change func(w *writer, f function, n ast.Node) bool
}

// mutations are those of all rules. What a rule's cases lack is not mutated:
// rules and their cases may come later than their mutations.
var mutations = []mutation{
	{"noinject", []string{"publishctx"}, []string{"publishctx/no-carrier", "publishctx/new-root", "publishctx/republish"}, noInject},
	{"background", []string{"publishctx"}, []string{"publishctx/dropped", "publishctx/new-root"}, background},
	{"noheaders", []string{"publishctx"}, []string{"publishctx/no-carrier", "publishctx/new-root", "publishctx/republish"}, noHeaders},
	{"oldcontext", []string{"publishctx"}, []string{"publishctx/stale"}, oldContext},
	{"cancel", []string{"publishctx/detached"}, []string{"publishctx/detached"}, cancelled},
	{"noextract", []string{"freshroot"}, []string{"freshroot/root", "freshroot/no-extract", "freshroot/wrong-context"}, noExtract},
	{"unused", []string{"freshroot"}, []string{"freshroot/discarded"}, unusedExtract},
	{"nolinks", []string{"freshroot"}, []string{"freshroot/root", "freshroot/discarded"}, noLinks}, // what was extracted may have been for the link
	{"nolinks", []string{"batchlinks"}, []string{"batchlinks/no-links", "batchlinks/first-parent"}, noLinks},
	{"noset", []string{"propagator"}, []string{"propagator/unset"}, noSet},
	{"newcorrelation", []string{"followup"}, []string{"followup/reset"}, newCorrelation},
	{"nocorrelation", []string{"followup"}, []string{"followup/missing"}, noCorrelation},
	{"sameid", []string{"idoverload", "followup"}, []string{"idoverload/shared"}, sameID},
	{"mintedtrace", []string{"idoverload"}, []string{"idoverload/minted-trace"}, mintedTrace},
	{"technical", []string{"spanname"}, []string{"spanname/technical", "spanname/bare-verb"}, spanNamed(`"process"`)},
	{"cardinality", []string{"spanname"}, []string{"spanname/cardinality"}, spanNamed(`"reserve " + zzNewID()`)},
	{"nolog", []string{"hiddenretry"}, []string{"hiddenretry/loop", "hiddenretry/swallowed"}, noLog},
	{"noattribute", []string{"hiddenretry"}, []string{"hiddenretry/loop", "hiddenretry/swallowed"}, noSpanRecord},
}

// mutants writes the mutants of all packages.
func mutants(t testing.TB, sources []*source) []*mutant {
	t.Helper()
	var out []*mutant
	for i, m := range mutations {
		for _, s := range sources {
			if !below(s.dir, m.in) {
				continue
			}
			for _, f := range s.bodies() {
				if s.flagged(f) {
					continue
				}
				w := newWriter(m.name, s)
				changed := false
				ast.Inspect(f.Body, func(n ast.Node) bool {
					if n != nil && m.change(w, f, n) {
						changed = true
						return false
					}
					return true
				})
				if !changed {
					continue
				}
				w.mutate(t)
				out = append(out, &mutant{w.variant, &mutations[i], f.key})
			}
		}
	}
	return out
}

type mutant struct {
	*variant
	mutation *mutation
	function string
}

func below(dir string, dirs []string) bool {
	for _, d := range dirs {
		if dir == d || strings.HasPrefix(dir, d+"/") {
			return true
		}
	}
	return false
}

// mutate finishes a mutant.
func (w *writer) mutate(t testing.TB) {
	w.add(t, w.dir("zzmutation.go"), []byte(fmt.Sprintf(`package %s

import (
	"context"

	"github.com/google/uuid"
)

func zzFirst(_ any, ctx context.Context, _ any) context.Context { return ctx }

func zzBackground(context.Context) context.Context { return context.Background() }

func zzNewID(...any) string { return uuid.NewString() }

func zzUse(...any) {}
`, w.source.Name)))
	w.finish(t, w.dir())
}

// drop deletes a statement that is a call. What it used need not be used.
func (w *writer) drop(f function, c *ast.CallExpr) {
	w.replace(f.file, c.Pos(), c.End(), "zzUse()")
}

// statement returns the call that a statement consists of, its callee being a
// method or a function of another package.
func statement(n ast.Node) (*ast.CallExpr, *ast.SelectorExpr) {
	st, ok := n.(*ast.ExprStmt)
	if !ok {
		return nil, nil
	}
	return selected(st.X)
}

func selected(n ast.Node) (*ast.CallExpr, *ast.SelectorExpr) {
	c, ok := n.(*ast.CallExpr)
	if !ok {
		return nil, nil
	}
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	return c, sel
}

func valueOrFunc(w *writer, f function, sel *ast.SelectorExpr) string {
	if id, ok := sel.X.(*ast.Ident); ok {
		if _, ok := w.source.Info.Uses[id].(*types.PkgName); ok {
			return w.source.src(f.file, sel)
		}
	}
	return w.source.src(f.file, sel.X)
}

// from returns the path of the package that the object of a selector is from.
func (s *source) from(sel *ast.SelectorExpr) string {
	if obj := s.Info.Uses[sel.Sel]; obj != nil && obj.Pkg() != nil {
		return obj.Pkg().Path()
	}
	return ""
}

// noInject deletes the injections.
func noInject(w *writer, f function, n ast.Node) bool {
	c, sel := statement(n)
	if c == nil || sel.Sel.Name != "Inject" && sel.Sel.Name != "Prepare" || len(c.Args) != 2 || !w.source.givenContext(c) {
		return false
	}
	// A context that nobody looks at would be nobody's cause.
	w.replace(f.file, c.Pos(), c.End(), fmt.Sprintf("_, _, _ = %s, %s.Err(), %s", valueOrFunc(w, f, sel), w.source.src(f.file, c.Args[0]), w.source.src(f.file, c.Args[1])))
	return true
}

// givenContext reports whether the first argument is a context: other tracing
// APIs than OpenTelemetry's inject and extract span contexts.
func (s *source) givenContext(c *ast.CallExpr) bool {
	t := s.Info.TypeOf(c.Args[0])
	return t != nil && types.TypeString(t, nil) == "context.Context"
}

// noHeaders leaves the headers out of messages.
func noHeaders(w *writer, f function, n ast.Node) bool {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return false
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok || id.Name != "Header" && id.Name != "Headers" {
			continue
		}
		if inner, ok := kv.Value.(*ast.CompositeLit); ok && len(inner.Elts) == 0 {
			continue // there is nothing in them yet
		}
		w.replace(f.file, kv.Value.Pos(), kv.Value.End(), "zzNone("+w.source.src(f.file, kv.Value)+")")
		w.once(f.file, "func zzNone[T any](T) (none T) { return none }")
		return true
	}
	return false
}

// oldContext throws the context of a span away.
func oldContext(w *writer, f function, n ast.Node) bool {
	st, ok := n.(*ast.AssignStmt)
	if !ok || len(st.Lhs) != 2 || len(st.Rhs) != 1 || st.Tok != token.DEFINE {
		return false
	}
	c, sel := selected(st.Rhs[0])
	if c == nil || sel.Sel.Name != "Start" || len(c.Args) < 2 {
		return false
	}
	id, ok := st.Lhs[0].(*ast.Ident)
	given, isIdent := c.Args[0].(*ast.Ident)
	if !ok || !isIdent || id.Name != given.Name || w.source.Info.Defs[id] != nil {
		return false
	}
	w.replace(f.file, id.Pos(), id.End(), "_")
	return true
}

// cancelled leaves contexts their end.
func cancelled(w *writer, f function, n ast.Node) bool {
	c, sel := selected(n)
	if c == nil || sel.Sel.Name != "WithoutCancel" || len(c.Args) != 1 {
		return false
	}
	w.replace(f.file, c.Pos(), c.End(), w.source.src(f.file, c.Args[0]))
	w.keep(f, sel)
	return true
}

// once adds a declaration that may be there already.
func (w *writer) once(f *ast.File, text string) {
	if !slices.Contains(w.added[f], text) {
		w.declare(f, text)
	}
}

// keep uses a function that is called no longer, so that its import is used.
func (w *writer) keep(f function, sel *ast.SelectorExpr) {
	w.once(f.file, "var _ = "+w.source.src(f.file, sel))
}

// noExtract goes on with the context that was extracted into.
func noExtract(w *writer, f function, n ast.Node) bool {
	c, sel := selected(n)
	if c == nil || len(c.Args) != 2 || sel.Sel.Name != "Extract" && w.source.src(f.file, sel) != "carrier.Context" || !w.source.givenContext(c) {
		return false
	}
	w.replace(f.file, c.Pos(), c.Lparen+1, fmt.Sprintf("zzFirst(%s, ", valueOrFunc(w, f, sel)))
	return true
}

// unusedExtract extracts, and goes on with the context that was extracted into.
func unusedExtract(w *writer, f function, n ast.Node) bool {
	st, ok := n.(*ast.AssignStmt)
	if !ok || len(st.Rhs) != 1 || len(st.Lhs) != 1 {
		return false
	}
	c, sel := selected(st.Rhs[0])
	if c == nil || len(c.Args) != 2 || sel.Sel.Name != "Extract" {
		return false
	}
	w.insert(f.file, st.Pos(), "_ = "+w.source.src(f.file, c)+"\n")
	w.replace(f.file, c.Pos(), c.End(), w.source.src(f.file, c.Args[0]))
	return true
}

// background publishes with an empty context.
func background(w *writer, f function, n ast.Node) bool {
	c, sel := selected(n)
	if c == nil || len(c.Args) == 0 || sel.Sel.Name != "Publish" && sel.Sel.Name != "ProduceSync" {
		return false
	}
	id, ok := c.Args[0].(*ast.Ident)
	if !ok || types.TypeString(w.source.Info.TypeOf(id), nil) != "context.Context" {
		return false
	}
	w.replace(f.file, id.Pos(), id.End(), "zzBackground("+id.Name+")")
	return true
}

// noLinks takes the links from spans, those given at the start and later ones.
func noLinks(w *writer, f function, n ast.Node) bool {
	if c, sel := statement(n); c != nil && sel.Sel.Name == "AddLink" {
		w.drop(f, c)
		return true
	}
	if st, ok := n.(*ast.AssignStmt); ok && len(st.Lhs) == 1 && st.Tok == token.ASSIGN {
		typ := w.source.Info.TypeOf(st.Lhs[0])
		if typ == nil || !strings.HasSuffix(typ.String(), "/trace.Link") || !w.source.acts(st.Rhs[0]) {
			return false
		}
		w.replace(f.file, st.Pos(), st.End(), "zzUse()")
		return true
	}
	c, sel := selected(n)
	if c == nil || sel.Sel.Name != "WithLinks" {
		return false
	}
	w.replace(f.file, c.Pos(), c.End(), w.source.src(f.file, sel.X)+".WithAttributes()")
	return true
}

// noSet deletes the statements that set the propagator.
func noSet(w *writer, f function, n ast.Node) bool {
	c, sel := statement(n)
	if c == nil || sel.Sel.Name != "SetTextMapPropagator" {
		return false
	}
	w.replace(f.file, c.Pos(), c.End(), "zzUse("+w.source.src(f.file, c.Args[0])+")")
	w.once(f.file, "var _ = "+w.source.src(f.file, sel.X)+".GetErrorHandler")
	return true
}

// role returns the role of the id that a field of a literal, or what a
// statement assigns to, is named for.
func (s *source) role(e ast.Expr, owner types.Type) words.Role {
	of := ""
	if p, ok := types.Unalias(owner).(*types.Pointer); ok {
		owner = p.Elem()
	}
	if n, ok := types.Unalias(owner).(*types.Named); ok {
		of = n.Obj().Name()
	}
	switch e := e.(type) {
	case *ast.Ident:
		return words.RoleOf(e.Name, of)
	case *ast.SelectorExpr:
		return words.RoleOf(e.Sel.Name, of)
	}
	return words.NoRole
}

// correlation returns the value that a correlation field is given, and the
// node that does it.
func (s *source) correlation(n ast.Node) (ast.Expr, ast.Node) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok && s.role(kv.Key, s.Info.TypeOf(n)) == words.CorrelationID && isString(s.Info.TypeOf(kv.Value)) {
				return kv.Value, kv
			}
		}
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && n.Tok == token.ASSIGN {
			if sel, ok := n.Lhs[0].(*ast.SelectorExpr); ok && s.role(sel, s.Info.TypeOf(sel.X)) == words.CorrelationID && isString(s.Info.TypeOf(sel)) {
				return n.Rhs[0], n
			}
		}
	}
	return nil, nil
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// newCorrelation makes a correlation up instead of copying it.
func newCorrelation(w *writer, f function, n ast.Node) bool {
	v, _ := w.source.correlation(n)
	if v == nil || !w.source.names(v, words.CorrelationID) {
		return false
	}
	w.replace(f.file, v.Pos(), v.End(), "zzNewID("+w.source.src(f.file, v)+")")
	return true
}

// names reports whether a name or a text in an expression has the role.
func (s *source) names(e ast.Expr, role words.Role) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || words.RoleOf(n.Name, "") == role
		case *ast.BasicLit:
			found = found || words.RoleOf(strings.Trim(n.Value, `"`), "") == role
		}
		return !found
	})
	return found
}

// noCorrelation forgets the correlation.
func noCorrelation(w *writer, f function, n ast.Node) bool {
	v, at := w.source.correlation(n)
	switch at := at.(type) {
	case *ast.KeyValueExpr:
		lit := n.(*ast.CompositeLit)
		end := at.End()
		if i := len(lit.Elts) - 1; lit.Elts[i] != at {
			for j, e := range lit.Elts[:i] {
				if e == at {
					end = lit.Elts[j+1].Pos()
				}
			}
		} else if i > 0 {
			w.replace(f.file, lit.Elts[i-1].End(), end, "")
			return true
		}
		w.replace(f.file, at.Pos(), end, "")
		return true
	case *ast.AssignStmt:
		w.replace(f.file, at.Pos(), at.End(), "_ = "+w.source.src(f.file, v))
		return true
	}
	return false
}

// sameID gives two ids of one literal the same value.
func sameID(w *writer, f function, n ast.Node) bool {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return false
	}
	var first *ast.KeyValueExpr
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok || !isString(w.source.Info.TypeOf(kv.Value)) || w.source.Info.Types[kv.Value].Value != nil {
			continue
		}
		role := w.source.role(kv.Key, w.source.Info.TypeOf(lit))
		switch {
		case role == words.NoRole:
		case first == nil && role == words.EventID:
			first = kv
		case first != nil && (role == words.TraceID || role == words.SpanID || role == words.CorrelationID):
			var at ast.Stmt
			lists(f.Body, func(list []ast.Stmt) {
				for _, st := range list {
					if st.Pos() <= lit.Pos() && lit.End() <= st.End() {
						at = st // the innermost comes last
					}
				}
			})
			w.insert(f.file, at.Pos(), "zzID := "+w.source.src(f.file, first.Value)+"\n")
			w.replace(f.file, first.Value.Pos(), first.Value.End(), "zzID")
			w.replace(f.file, kv.Value.Pos(), kv.Value.End(), "zzID")
			w.insert(f.file, at.Pos(), "zzUse("+w.source.src(f.file, kv.Value)+")\n")
			return true
		}
	}
	return false
}

// mintedTrace makes trace and span ids up.
func mintedTrace(w *writer, f function, n ast.Node) bool {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return false
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok || !isString(w.source.Info.TypeOf(kv.Value)) {
			continue
		}
		if role := w.source.role(kv.Key, w.source.Info.TypeOf(lit)); role == words.TraceID || role == words.SpanID {
			w.replace(f.file, kv.Value.Pos(), kv.Value.End(), "zzNewID("+w.source.src(f.file, kv.Value)+")")
			return true
		}
	}
	return false
}

// spanNamed gives spans with a constant name another one.
func spanNamed(name string) func(w *writer, f function, n ast.Node) bool {
	return func(w *writer, f function, n ast.Node) bool {
		c, sel := selected(n)
		if c == nil || sel.Sel.Name != "Start" || len(c.Args) < 2 || !strings.HasPrefix(w.source.from(sel), "go.opentelemetry.io/otel") {
			return false
		}
		tv := w.source.Info.Types[c.Args[1]]
		if tv.Value == nil || tv.Value.Kind() != constant.String {
			return false
		}
		w.replace(f.file, c.Args[1].Pos(), c.Args[1].End(), name)
		return true
	}
}

// noLog deletes log records.
func noLog(w *writer, f function, n ast.Node) bool {
	c, sel := statement(n)
	if c == nil {
		return false
	}
	if from := w.source.from(sel); from != "log" && from != "log/slog" {
		return false
	}
	w.drop(f, c)
	return true
}

// noSpanRecord deletes what is recorded in spans.
func noSpanRecord(w *writer, f function, n ast.Node) bool {
	c, sel := statement(n)
	if c == nil || !strings.HasPrefix(w.source.from(sel), "go.opentelemetry.io/otel") {
		return false
	}
	switch sel.Sel.Name {
	case "SetAttributes", "RecordError", "SetStatus", "AddEvent":
		w.drop(f, c)
		return true
	}
	return false
}
