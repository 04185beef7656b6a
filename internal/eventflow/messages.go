package eventflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// isMessage reports whether the atom is a received message or a part of one.
func (p *pkg) isMessage(a Atom) bool {
	if a.Kind == KMessage {
		return true
	}
	if a.Kind != KParam || a.fn == nil {
		return false
	}
	for fn := a.fn; fn != nil; fn = fn.Parent() {
		if r := p.roots[fn]; r != nil && fn == a.fn && r.msg == a.Index {
			return true
		}
	}
	if a.Index < len(a.fn.Params) {
		if mt := p.index.Message(a.fn.Params[a.Index].Type()); mt != nil && mt.Received && !mt.Sent {
			return true
		}
	}
	return false
}

// touches is every origin of what v is made of, plain business data included:
// it says what a value was computed from, not what it carries.
func (p *pkg) touches(e *evaluator, v ssa.Value) Val {
	seen := map[ssa.Value]bool{}
	var out Val
	n := 0
	var visit func(e *evaluator, v ssa.Value)
	visit = func(e *evaluator, v ssa.Value) {
		if v == nil || seen[v] || n > 400 {
			return
		}
		seen[v] = true
		n++
		out = out.union(e.of(v).filter(func(a Atom) bool { return a.Form != Ctx }))
		switch x := v.(type) {
		case *ssa.Alloc:
			for _, wr := range e.follow(x).writes {
				visit(p.eval(wr.in.Parent()), wr.val)
			}
			for _, cu := range e.follow(x).calls {
				for _, a := range callArgs(cu.in.Common()) {
					if a != v && !isContext(a.Type()) {
						visit(p.eval(cu.in.Parent()), a)
					}
				}
			}
		case *ssa.Parameter:
			out = out.union(e.base(x, ""))
		case *ssa.Call:
			for _, a := range callArgs(x.Common()) {
				if !isContext(a.Type()) {
					visit(e, a)
				}
			}
		case *ssa.FreeVar:
			if b, up := e.binding(x); b != nil {
				visit(up, b)
			}
		case *ssa.UnOp:
			if x.Op == token.ARROW {
				return
			}
			root, _ := e.place(x.X)
			visit(e, root)
		case *ssa.MakeMap:
		case ssa.Instruction:
			for _, op := range x.Operands(nil) {
				if *op != nil {
					if _, ok := (*op).(*ssa.Function); !ok {
						visit(e, *op)
					}
				}
			}
		}
	}
	visit(e, v)
	return out
}

// receivedFrom reports whether what comes out of the channel are events that others published.
func (p *pkg) receivedFrom(e *evaluator, ch ssa.Value, t types.Type) bool {
	mt := p.index.Message(t)
	if mt == nil {
		// Messages may be among what comes out: programs switch on the type.
		return types.IsInterface(t) && p.channelRow(e, ch, 0) != nil
	}
	if !mt.Received {
		return false
	}
	if p.channelRow(e, ch, 0) != nil || p.fedWithMessages(e, ch) {
		return true
	}
	return mt != nil && !mt.Sent
}

// channelRoot is the root of what is received from a channel of t.
func (p *pkg) channelRoot(e *evaluator, in ssa.Instruction, v, ch ssa.Value, t types.Type) *root {
	rt := &root{fn: e.fn, msg: -1, ctx: -1, at: in, recv: v, mt: p.index.Message(t)}
	if rt.mt == nil {
		rt.row = p.channelRow(e, ch, 0) // it says which messages may be among what comes out
	}
	return rt
}

// channelRow returns the row of the modelled receive that the channel is the
// result or argument of, nil if there is none.
func (p *pkg) channelRow(e *evaluator, ch ssa.Value, depth int) *model.Row {
	var found *model.Row
	p.channelCalls(e, ch, depth, func(e *evaluator, c *ssa.CallCommon, idx int) bool {
		for _, r := range p.rowsAt(e, c) {
			switch {
			case idx < 0 && (r.Role != model.Receive || r.Message.Base != model.ChanArg || arg(r.Message, c) != ch):
			case idx < 0, r.Role == model.Receive && r.Message.Base == model.GotFrom && r.Message.Index == idx, r.Role == model.Element && idx == 0:
				found = r
				return true
			}
		}
		return false
	})
	return found
}

// channelCalls visits the calls that the channel comes from, with the index of
// the result that it is, and those that a channel made here is given to, with
// -1, until one is the right one. It reports whether one was.
func (p *pkg) channelCalls(e *evaluator, ch ssa.Value, depth int, right func(e *evaluator, c *ssa.CallCommon, idx int) bool) bool {
	if depth > 6 || ch == nil {
		return false
	}
	switch x := ch.(type) {
	case *ssa.Call:
		return right(e, x.Common(), 0)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok {
			return right(e, c.Common(), x.Index)
		}
	case *ssa.ChangeType:
		return p.channelCalls(e, x.X, depth+1, right)
	case *ssa.Phi:
		for _, y := range x.Edges {
			if p.channelCalls(e, y, depth+1, right) {
				return true
			}
		}
	case *ssa.FreeVar:
		if b, up := e.binding(x); b != nil {
			return p.channelCalls(up, b, depth+1, right)
		}
	case *ssa.UnOp:
		if cell, owner := e.cell(x.X); cell != nil {
			for _, st := range owner.storesTo(cell) {
				if p.channelCalls(p.eval(st.Parent()), st.Val, depth+1, right) {
					return true
				}
			}
		}
		if fa, ok := x.X.(*ssa.FieldAddr); ok {
			if f := fieldOf(fa.X.Type(), fa.Field); f != nil {
				for _, st := range p.fields[f.Origin()] {
					if p.channelCalls(p.eval(st.fn), st.val, depth+1, right) {
						return true
					}
				}
			}
		}
	case *ssa.MakeChan:
		for _, in := range *x.Referrers() {
			if c, ok := in.(ssa.CallInstruction); ok && right(e, c.Common(), -1) {
				return true
			}
		}
	case *ssa.Parameter:
		fn := x.Parent()
		for i, q := range fn.Params {
			if q != x {
				continue
			}
			for _, c := range p.callers[fn] {
				if args := c.Common().Args; i < len(args) && p.channelCalls(p.eval(c.Parent()), args[i], depth+1, right) {
					return true
				}
			}
		}
	}
	return false
}

// fedWithMessages reports whether this package sends whole received messages
// on the channel: a pool of workers, each of which handles them.
func (p *pkg) fedWithMessages(e *evaluator, ch ssa.Value) bool {
	origin := p.channelOrigin(e, ch, 0)
	if origin == nil {
		return false
	}
	if r, ok := p.fed[origin]; ok {
		return r
	}
	p.fed[origin] = false // while it is being found out
	found := false
	for _, send := range p.sends {
		se := p.eval(send.Parent())
		if p.channelOrigin(se, send.Chan, 0) == origin && se.of(send.X).any(func(a Atom) bool {
			return a.Form == Plain && a.Path == "" && !a.Weak && p.isMessage(a)
		}) {
			found = true
		}
	}
	p.fed[origin] = found
	return found
}

// channelOrigin identifies a channel: the field that holds it, or where it is
// made; nil if it may be several.
func (p *pkg) channelOrigin(e *evaluator, v ssa.Value, depth int) any {
	if depth > 6 || v == nil {
		return nil
	}
	switch x := v.(type) {
	case *ssa.MakeChan:
		return x
	case *ssa.ChangeType:
		return p.channelOrigin(e, x.X, depth+1)
	case *ssa.FreeVar:
		if b, up := p.eval(x.Parent()).binding(x); b != nil {
			return p.channelOrigin(up, b, depth+1)
		}
	case *ssa.UnOp:
		if cell, owner := e.cell(x.X); cell != nil {
			if st := owner.storesTo(cell); len(st) == 1 {
				return p.channelOrigin(p.eval(st[0].Parent()), st[0].Val, depth+1)
			}
			return nil
		}
		if fa, ok := x.X.(*ssa.FieldAddr); ok {
			if f := fieldOf(fa.X.Type(), fa.Field); f != nil {
				return f.Origin()
			}
		}
	case *ssa.Parameter:
		fn := x.Parent()
		var origin any
		for i, q := range fn.Params {
			if q != x {
				continue
			}
			for _, c := range p.callers[fn] {
				args := c.Common().Args
				if i >= len(args) {
					return nil
				}
				o := p.channelOrigin(p.eval(c.Parent()), args[i], depth+1)
				if o == nil || origin != nil && o != origin {
					return nil
				}
				origin = o
			}
		}
		return origin
	}
	return nil
}
