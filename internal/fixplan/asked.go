package fixplan

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/tracelint/tracelint/internal/eventflow"
	"github.com/tracelint/tracelint/internal/model"
)

// unasked names all headers in what the receive is given.
func (p *planner) unasked(x *eventflow.Unasked) {
	lit := x.Input
	if lit == nil || x.Row.Asking == "" {
		return
	}
	f := p.fileAt(lit.Pos())
	if f == nil {
		return
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		if id, ok := kv.Key.(*ast.Ident); ok && id.Name == x.Field {
			return
		}
	}
	g := f.gen(lit.Pos())
	code := new(model.Headers).Code(x.Row.Asking, g.sel, nil)
	edit, ok := f.element(lit, len(lit.Elts), x.Field+": "+code)
	k := key{x, "attributes"}
	if g.lacks != "" {
		p.lacks(k, g.lacks)
	}
	if !ok || !g.ok() {
		return
	}
	p.add(k, f, g, "Ask for all attributes", f.relaid(lit, []analysis.TextEdit{edit})...)
}
