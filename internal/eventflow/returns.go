package eventflow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// judgeReturns looks at messages that a handler returns for the library to publish.
func (p *pkg) judgeReturns(fn *ssa.Function) {
	rt := p.roots[fn]
	if rt == nil || rt.part || rt.row == nil || rt.row.Callback.Returns.Base != model.OutOf {
		return
	}
	i := rt.row.Callback.Returns.Index
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			ret, ok := in.(*ssa.Return)
			if !ok || i >= len(ret.Results) {
				continue
			}
			var msgs []ssa.Value
			for _, v := range e.sources(ret.Results[i]) {
				if c, ok := v.(*ssa.Const); !ok || !c.IsNil() {
					msgs = append(msgs, elements(e, v)...)
				}
			}
			for _, m := range msgs {
				eff := &Effect{Kind: EPublish, Lib: rt.lib, Call: "the message returned", MayRead: rt.row.MayRead, Headers: p.headersOf(rt.row), Msg: p.contentsBefore(e, m, ret), msgT: m.Type(), in: ret, fn: fn}
				eff.Client = p.returnsThrough(rt, ret)
				v := p.assess(fn, eff)
				if v.carry == Bare && (eff.Client.has(KInstr) || eff.Msg.any(p.isMessage)) {
					v.carry = Carries // the router's middleware copies what it should
				}
				if v.carry == Bare && eff.Client.has(KUnknown) {
					v.carry, v.reason = Unknown, "router-unknown"
				}
				pub := p.newPublish(fn, eff, v)
				if v.carry == Unknown {
					p.unclear(ret.Pos(), v.reason, "returned message")
				}
				p.out.Publishes = append(p.out.Publishes, pub)
				break // one finding per return
			}
		}
	}
}

// returnsThrough is the router and publisher by which returned messages leave,
// as far as the registration shows.
func (p *pkg) returnsThrough(rt *root, ret *ssa.Return) Val {
	ci, ok := rt.at.(ssa.CallInstruction)
	if !ok {
		return unknown("client-from-elsewhere", ret.Pos())
	}
	e := p.eval(ci.Parent())
	c := ci.Common()
	var v Val
	if r := arg(model.Recv(), c); r != nil {
		v = v.union(p.client(e, r))
	}
	if r := arg(rt.row.Client, c); r != nil {
		v = v.union(p.client(e, r))
	}
	return v.add(Atom{Kind: KBuilt})
}

// sources returns the values that a loaded variable may hold, else the value itself.
func (e *evaluator) sources(v ssa.Value) []ssa.Value {
	u, ok := v.(*ssa.UnOp)
	if !ok || u.Op != token.MUL {
		return []ssa.Value{v}
	}
	cell, owner := e.cell(u.X)
	if cell == nil || !simpleCell(cell) {
		return []ssa.Value{v}
	}
	var out []ssa.Value
	all := owner.storesTo(cell)
	for _, st := range all {
		if st.Parent() == u.Parent() && !owner.overwritten(st, u, all) {
			out = append(out, st.Val)
		}
	}
	if len(out) == 0 {
		return []ssa.Value{v}
	}
	return out
}

// elements returns the values that were put into a slice literal, else the value itself.
func elements(e *evaluator, v ssa.Value) []ssa.Value {
	sl, ok := v.(*ssa.Slice)
	if !ok {
		return []ssa.Value{v}
	}
	var out []ssa.Value
	for _, w := range e.follow(sl.X).writes {
		if w.path == "[]" {
			out = append(out, w.val)
		}
	}
	if len(out) == 0 {
		return []ssa.Value{v}
	}
	return out
}
