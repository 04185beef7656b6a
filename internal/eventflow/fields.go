package eventflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

type fieldStore struct {
	val ssa.Value
	fn  *ssa.Function
}

// stored judges a context that was loaded from a field.
func (p *pkg) stored(v Val, addr, root ssa.Value) Val {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return v
	}
	if _, local := root.(*ssa.Alloc); local {
		return v
	}
	f := fieldOf(fa.X.Type(), fa.Field)
	if f == nil || p.index.Message(fa.X.Type()) != nil {
		return v
	}
	fv := p.fieldOrigins(f)
	if len(fv) > 0 && !fv.any(func(a Atom) bool { return a.Kind != KFresh && a.Kind != KGlobal }) {
		return v.mapped(func(a Atom) Atom {
			if a.Kind == KParam && a.Path != "" {
				return Atom{Kind: KGlobal, Form: Ctx, Path: f.Name(), pos: addr.Pos()}
			}
			return a
		})
	}
	return v
}

// fieldOrigins joins what this package stores into a field.
func (p *pkg) fieldOrigins(f *types.Var) Val {
	f = f.Origin()
	if v, ok := p.fieldVal[f]; ok {
		return v
	}
	p.fieldVal[f] = nil
	var v Val
	for _, st := range p.fields[f] {
		v = v.union(p.eval(st.fn).of(st.val))
	}
	p.fieldVal[f] = v
	return v
}

// client is the origins of a client value: how it was built, as far as this package shows.
func (p *pkg) client(e *evaluator, v ssa.Value) Val {
	if from := p.madeFrom(e, v); from != nil {
		return p.client(e, from).add(Atom{Kind: KBuilt, pos: v.Pos()})
	}
	if f, ok := p.fieldBehind(e, v); ok {
		fv := p.fieldOrigins(f)
		if len(fv) == 0 && len(p.fields[f.Origin()]) == 0 {
			return unknown("client-from-elsewhere", v.Pos())
		}
		return fv.mapped(func(a Atom) Atom {
			if a.Kind == KParam {
				return Atom{Kind: KUnknown, Path: "client-from-parameter", pos: v.Pos()}
			}
			return a
		}).add(Atom{Kind: KBuilt, pos: v.Pos()})
	}
	if mi, ok := v.(*ssa.MakeInterface); ok {
		return p.client(e, mi.X)
	}
	r := e.of(v)
	call, _ := v.(*ssa.Call)
	if x, ok := v.(*ssa.Extract); ok {
		call, _ = x.Tuple.(*ssa.Call)
	}
	if call != nil {
		if st := p.callee(e, call.Common()).standing; st == inert || st == known {
			return r.add(Atom{Kind: KBuilt, pos: v.Pos()})
		}
	}
	if len(r) == 0 {
		return unknown("client-from-elsewhere", v.Pos())
	}
	return r
}

// madeFrom returns the client that v, such as one of its topics, was made from
// and is like; nil if it was not made so.
func (p *pkg) madeFrom(e *evaluator, v ssa.Value) ssa.Value {
	if x, ok := v.(*ssa.Extract); ok && x.Index == 0 {
		v = x.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	for _, r := range p.rowsAt(e, call.Common()) {
		if r.Role == model.Construct && r.Client.Base == model.RecvOf && r.Options.IsZero() {
			return clientOf(r, call.Common())
		}
	}
	return nil
}

// fieldBehind returns the field that a value was loaded from, if the struct it
// lies in came from outside the function: a receiver, a parameter, a global.
func (p *pkg) fieldBehind(e *evaluator, v ssa.Value) (*types.Var, bool) {
	switch x := v.(type) {
	case *ssa.UnOp:
		if inner, ok := x.X.(*ssa.UnOp); ok && x.Op == token.MUL {
			return p.fieldBehind(e, inner) // a method with a value receiver, called through a pointer
		}
		fa, ok := x.X.(*ssa.FieldAddr)
		if !ok || x.Op != token.MUL {
			return nil, false
		}
		root, _ := e.place(fa)
		if al, local := root.(*ssa.Alloc); local && !spilled(al) {
			return nil, false
		}
		f := fieldOf(fa.X.Type(), fa.Field)
		return f, f != nil
	case *ssa.Field:
		f := fieldOf(x.X.Type(), x.Field)
		_, param := x.X.(*ssa.Parameter)
		return f, f != nil && param
	}
	return nil, false
}

// spilled reports whether the variable only holds a parameter passed by value.
func spilled(al *ssa.Alloc) bool {
	for _, in := range *al.Referrers() {
		if st, ok := in.(*ssa.Store); ok && st.Addr == al {
			_, ok := st.Val.(*ssa.Parameter)
			return ok
		}
	}
	return false
}
