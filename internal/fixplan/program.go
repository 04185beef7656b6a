package fixplan

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/eventflow"
)

// unset has main set the propagator that most programs want: where it sets
// the provider of tracers, else first of all. What was made of the
// process-wide propagator before follows it.
func (p *planner) unset(x *eventflow.Program, k key) {
	f := p.fileAt(x.Main.Pos())
	if f == nil || len(x.Main.Body.List) == 0 {
		return
	}
	at := f.withComment(x.Main.Body.List[0].Pos(), x.Main.Body.Lbrace)
	after := false
	for _, s := range x.Main.Body.List {
		if s, ok := s.(*ast.ExprStmt); ok {
			if c, ok := s.X.(*ast.CallExpr); ok {
				if fn := p.callee(c); fn != nil && fn.Name() == "SetTracerProvider" && fn.Pkg() != nil && fn.Pkg().Path() == otelPath {
					at, after = s.Pos(), true
				}
			}
		}
	}
	indent, ok := f.indent(at)
	if !ok {
		return
	}
	g := f.gen(at)
	set := g.sel(otelPath, "SetTextMapPropagator") + "(" + g.sel(propagationPath, "NewCompositeTextMapPropagator") + "(" +
		g.sel(propagationPath, "TraceContext") + "{}, " + g.sel(propagationPath, "Baggage") + "{}))"
	if !g.ok() {
		return
	}
	edit := analysis.TextEdit{Pos: at, End: at, NewText: []byte(set + "\n" + indent)}
	if after {
		end := f.tf.LineStart(f.line(at)+1) - 1
		if f.line(at) == f.tf.LineCount() {
			return
		}
		edit = analysis.TextEdit{Pos: end, End: end, NewText: []byte("\n" + indent + set)}
	}
	p.add(k, f, g, "Set a propagator for the whole process", edit)
}

// noBaggage has the propagator that is set in this package carry baggage too.
func (p *planner) noBaggage(x *eventflow.Program, k key) {
	f := p.fileAt(x.Set.Pos)
	if f == nil {
		return
	}
	var set *ast.CallExpr
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && c.Pos() == x.Set.Pos && len(c.Args) == 1 {
			set = c
		}
		return set == nil
	})
	if set == nil {
		return
	}
	arg := ast.Unparen(set.Args[0])
	if f.line(arg.Pos()) != f.line(arg.End()) {
		return
	}
	const message = "Let the propagator carry baggage"
	g := f.gen(arg.Pos())
	baggage := g.sel(propagationPath, "Baggage") + "{}"
	if c, ok := arg.(*ast.CallExpr); ok {
		if fn := p.callee(c); fn != nil && fn.Name() == "NewCompositeTextMapPropagator" && fn.Pkg() != nil && fn.Pkg().Path() == propagationPath && len(c.Args) > 0 && !c.Ellipsis.IsValid() && g.ok() {
			end := c.Args[len(c.Args)-1].End()
			p.add(k, f, g, message, analysis.TextEdit{Pos: end, End: end, NewText: []byte(", " + baggage)})
			return
		}
	}
	both := g.sel(propagationPath, "NewCompositeTextMapPropagator") + "(" + f.text(arg) + ", " + baggage + ")"
	if g.ok() {
		p.add(k, f, g, message, analysis.TextEdit{Pos: arg.Pos(), End: arg.End(), NewText: []byte(both)})
	}
}

// withComment returns where the comment that stands right above pos begins,
// but not before the position given; pos if there is none.
func (f *file) withComment(pos, from token.Pos) token.Pos {
	for _, c := range f.ast.Comments {
		if from < c.Pos() && c.End() < pos && f.line(c.End())+1 == f.line(pos) && f.line(c.Pos()) > f.line(from) {
			return c.Pos()
		}
	}
	return pos
}
