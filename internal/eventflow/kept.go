package eventflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// keptInCall returns the context that the method's receiver keeps, if the
// receiver is made for one call: frameworks whose handlers are structs give them
// the context when they make them, and the methods have no other. A context in a
// field may as well be the life time of a service, and then it is no cause;
// what tells them apart is that whoever stored it also took the trace from it.
func (p *pkg) keptInCall(fn *ssa.Function) *origin {
	if fn.Signature.Recv() == nil || len(fn.Params) == 0 {
		return nil
	}
	recv := fn.Params[0]
	if recv.Name() == "" || recv.Name() == "_" {
		return nil
	}
	t := recv.Type()
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || p.handles(t) {
		return nil
	}
	for f := range st.Fields() {
		if isContext(f.Type()) && p.tracedWhereStored(f) {
			name := recv.Name() + "." + f.Name()
			return &origin{what: "the context " + name, pos: f.Pos(), kept: name, kind: KCausal}
		}
	}
	return nil
}

// handles reports whether events come in through a method of t: its context is
// the subscription's, whatever is taken from it.
func (p *pkg) handles(t types.Type) bool {
	for fn, r := range p.roots {
		if r.msg < 0 || fn.Signature.Recv() == nil {
			continue
		}
		rt := fn.Signature.Recv().Type()
		if ptr, ok := rt.Underlying().(*types.Pointer); ok {
			rt = ptr.Elem()
		}
		if types.Identical(rt, t) {
			return true
		}
	}
	return false
}

// tracedWhereStored reports whether each store into the field stores a context
// parameter that may bring a cause along, in a function that takes the trace or
// span of that context, or something bound to it, too.
func (p *pkg) tracedWhereStored(f *types.Var) bool {
	stores := 0
	for _, st := range p.fields[f.Origin()] {
		if p.isTest(st.fn.Pos()) {
			continue
		}
		a, ok := p.parameterIn(st.fn, st.val)
		if !ok || !p.causalParam(a.fn, a.Index) || !p.takesTrace(a.fn, a) {
			return false
		}
		stores++
	}
	return stores > 0
}

// parameterIn returns the parameter whose context v is, if it is that and nothing else.
func (p *pkg) parameterIn(fn *ssa.Function, v ssa.Value) (Atom, bool) {
	ctx := p.eval(fn).of(v).asContext()
	if len(ctx) != 1 || ctx[0].Kind != KParam || ctx[0].fn == nil || ctx[0].Path != "" || ctx[0].Extracted {
		return Atom{}, false
	}
	return ctx[0], true
}

// takesTrace reports whether the function, or a closure in it, takes trace data
// from its context parameter.
func (p *pkg) takesTrace(fn *ssa.Function, ctx Atom) bool {
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, call.Common()) {
				if r.Role != model.SpanData || r.Ctx.IsZero() {
					continue
				}
				if v := arg(r.Ctx, call.Common()); v != nil {
					if a, ok := p.parameterIn(fn, v); ok && a.same(ctx) {
						return true
					}
				}
			}
		}
	}
	for _, inner := range fn.AnonFuncs {
		if p.takesTrace(inner, ctx) {
			return true
		}
	}
	return false
}
