package eventflow

import (
	"go/token"
	"path/filepath"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/config"
	"github.com/tracelint/tracelint/internal/model"
)

// opaquelyBuilt reports whether a client was made by, or out of what went
// through, a tracing API that is not modelled: it may inject into what the client
// sends, although nothing of the kind is known of the client itself.
func (p *pkg) opaquelyBuilt(v ssa.Value) bool {
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value, depth int) bool
	visit = func(v ssa.Value, depth int) bool {
		if v == nil || seen[v] || depth > 8 {
			return false
		}
		seen[v] = true
		switch x := v.(type) {
		case *ssa.Call:
			if p.isOpaque(x) {
				return true
			}
			for _, a := range callArgs(x.Common()) {
				if !isScalar(a.Type()) && !isContext(a.Type()) && visit(a, depth+1) {
					return true
				}
			}
		case *ssa.Extract:
			return visit(x.Tuple, depth+1)
		case *ssa.MakeInterface:
			return visit(x.X, depth+1)
		case *ssa.FreeVar:
			if b, _ := p.eval(x.Parent()).binding(x); b != nil {
				return visit(b, depth+1)
			}
		case *ssa.Alloc:
			if p.goesThroughOpaque(x) {
				return true
			}
			for _, use := range *x.Referrers() {
				if st, ok := use.(*ssa.Store); ok && st.Addr == x && visit(st.Val, depth+1) {
					return true
				}
			}
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return false
			}
			fa, ok := x.X.(*ssa.FieldAddr)
			if !ok {
				return visit(x.X, depth+1)
			}
			if f := fieldOf(fa.X.Type(), fa.Field); f != nil {
				for _, st := range p.fields[f.Origin()] {
					if visit(st.val, depth+1) {
						return true
					}
				}
			}
		}
		return false
	}
	return visit(v, 0)
}

// instrumentedElsewhere reports whether the package's module requires what
// instruments the client of the call where its construction does not show it:
// main's configuration, or the service on the other side of the wire.
func (p *pkg) instrumentedElsewhere(r *model.Row, at token.Pos) bool {
	if len(r.With) == 0 || p.cfg.SeenOnly {
		return false
	}
	file := p.pass.Fset.Position(at).Filename // where cgo found it, not what cgo made of it
	return len(config.Required(filepath.Dir(file), r.With)) > 0
}

// goesThroughOpaque reports whether a variable, here or in a closure that shares
// it, is given to a tracing API that is not modelled.
func (p *pkg) goesThroughOpaque(variable ssa.Value) bool {
	for _, use := range *variable.Referrers() {
		switch use := use.(type) {
		case *ssa.Call:
			if p.isOpaque(use) {
				return true
			}
		case *ssa.MakeClosure:
			for i, b := range use.Bindings {
				if fn, ok := use.Fn.(*ssa.Function); ok && b == variable && p.goesThroughOpaque(fn.FreeVars[i]) {
					return true
				}
			}
		}
	}
	return false
}

// isOpaque reports whether a call is one of a tracing API that is not modelled.
func (p *pkg) isOpaque(c *ssa.Call) bool {
	obj := p.calleeObj(c.Common())
	return obj != nil && obj.Pkg() != nil && p.index.Opaque(obj.Pkg().Path())
}
