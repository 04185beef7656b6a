package eventflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// Where spans get their parents from. OpenTelemetry has one way, the context.
// Other tracing APIs hand spans and span contexts around: they are given as
// options, as receivers, or read from a carrier into a span that runs already.

// noParent is the path of the context that a span has which is given no parent.
const noParent = "no-parent"

// traceAt is the trace that the span or span context at a place of a call
// belongs to, as a context would hold it.
func (p *pkg) traceAt(e *evaluator, pl model.Place, c *ssa.CallCommon) Val {
	v := arg(pl, c)
	if v == nil {
		return nil
	}
	given := e.of(v)
	if pl.Path != "" {
		given = e.part(v, pl.Path)
	}
	return given.asTrace()
}

// nothing reports whether v is nil, or the zero value written out.
func (e *evaluator) nothing(v ssa.Value) bool {
	switch x := bare(v).(type) {
	case *ssa.Const:
		return x.Value == nil
	case *ssa.UnOp:
		if cell, ok := x.X.(*ssa.Alloc); ok && x.Op == token.MUL {
			w := e.follow(cell)
			return len(w.writes)+len(w.calls) == 0 && !w.over
		}
	}
	return false
}

// asTrace turns spans, span contexts and what carriers held into contexts.
func (v Val) asTrace() Val {
	return v.mapped(func(a Atom) Atom {
		if a.Form != Ctx {
			a.Extracted = a.Extracted || a.Form == Plain
			a.Form = Ctx
		}
		return a
	})
}

// parentGiven is the parent that an option names.
func (p *pkg) parentGiven(e *evaluator, r *model.Row, c *ssa.CallCommon) Val {
	v := p.contextAt(e, r.Ctx, c).union(p.traceAt(e, r.Message, c))
	if o := arg(r.Options, c); o != nil {
		v = v.union(p.startOptions(e, o).parent)
	}
	if !r.Carrier.IsZero() {
		v = v.union(p.extracted(e, r, c, c.Pos()))
	}
	return v
}

// parent is what a call that starts a span makes its parent, nothing if that
// is a new root, and what its options amount to.
func (p *pkg) parent(e *evaluator, r *model.Row, c *ssa.CallCommon) (Val, spanOptions) {
	var so spanOptions
	if o := arg(r.Options, c); o != nil {
		so = p.startOptions(e, o)
	}
	if so.root {
		return nil, so
	}
	v := p.contextAt(e, r.Ctx, c).union(p.traceAt(e, r.Message, c)).union(so.parent)
	if !r.Carrier.IsZero() {
		v = v.union(p.extracted(e, r, c, c.Pos()))
	}
	return v, so
}

// spanAround is the context that parameter i of a function literal is given
// which a call that starts a span runs under it; nil if it is no such literal.
func (p *pkg) spanAround(e *evaluator, i int) Val {
	if e.up == nil || e.fn.Referrers() == nil {
		return nil
	}
	given := *e.fn.Referrers()
	for n := 0; n < len(given); n++ {
		switch in := given[n].(type) {
		case *ssa.MakeClosure:
			given = append(given[:len(given):len(given)], *in.Referrers()...)
		case *ssa.ChangeType:
			given = append(given[:len(given):len(given)], *in.Referrers()...)
		case ssa.CallInstruction:
			c := in.Common()
			for _, r := range p.rowsAt(e.up, c) {
				if r.Role != model.StartSpan || r.Callback.Ctx != model.In(i) || p.funcOf(e.up, arg(r.Callback.At, c)) != e.fn {
					continue
				}
				v, _ := p.parent(e.up, r, c)
				return v.add(Atom{Kind: KStarted, Form: Ctx, pos: in.Pos()})
			}
		}
	}
	return nil
}

// onlyAnnotates reports whether options of that type make no span a child or a root.
func (p *pkg) onlyAnnotates(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	rows := p.index.Rows(n.Obj())
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(r *model.Row) bool { return r.Role != model.Annotate })
}

// withoutParent is the context of a span that is given no parent. After an
// extraction it is what is left to do if the message brought no trace along.
func (p *pkg) withoutParent(e *evaluator, in ssa.CallInstruction) Val {
	for _, b := range in.Parent().Blocks {
		for _, x := range b.Instrs {
			c, ok := x.(*ssa.Call)
			if !ok || unused(c) || !canReach(c, in) {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if r.Role == model.Extract {
					return unknown("extract-may-have-failed", in.Pos()).asContext()
				}
			}
		}
	}
	return Val{{Kind: KFresh, Form: Ctx, pos: in.Pos(), Path: noParent}}
}

// joinedLater is what is read from a carrier into a span, in the function that
// the call is in: spans that it starts are given their parents so.
func (p *pkg) joinedLater(in ssa.CallInstruction) Val {
	fn := in.Parent()
	if v, ok := p.joins[fn]; ok {
		return v
	}
	p.joins[fn] = nil
	var v Val
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			c, ok := x.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if r.Role == model.Extract && r.Result.Base == model.RecvOf {
					v = v.union(p.extracted(e, r, c.Common(), c.Pos()))
				}
			}
		}
	}
	p.joins[fn] = v
	return v
}

// resultsOf returns the results of a call that are used.
func resultsOf(c *ssa.Call) []ssa.Value {
	if c.Common().Signature().Results().Len() == 1 {
		return []ssa.Value{c}
	}
	var out []ssa.Value
	for _, r := range *c.Referrers() {
		if x, ok := r.(*ssa.Extract); ok {
			out = append(out, x)
		}
	}
	return out
}

// spanHandedOn reports whether the span that a call starts is itself put into
// a carrier or context, or made the parent of another, so that nothing is lost
// if the context that holds it is thrown away.
func (p *pkg) spanHandedOn(e *evaluator, start *ssa.Call) bool {
	var used func(v ssa.Value, depth int) bool
	used = func(v ssa.Value, depth int) bool {
		if v.Referrers() == nil || depth > 4 {
			return false
		}
		for _, in := range *v.Referrers() {
			switch x := in.(type) {
			case *ssa.ChangeInterface:
				if used(x, depth+1) {
					return true
				}
			case *ssa.MakeInterface:
				if used(x, depth+1) {
					return true
				}
			case ssa.CallInstruction:
				for _, r := range p.rowsAt(e, x.Common()) {
					switch r.Role {
					case model.Inject, model.WithSpanData, model.Parent, model.StartSpan:
						if arg(r.Message, x.Common()) == v {
							return true
						}
					case model.SpanData:
						if res, ok := x.(*ssa.Call); ok && used(res, depth+1) {
							return true
						}
					}
				}
			}
		}
		return false
	}
	for _, x := range resultsOf(start) {
		if !isContext(x.Type()) && used(x, 0) {
			return true
		}
	}
	return false
}
