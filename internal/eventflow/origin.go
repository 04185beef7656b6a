package eventflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// origin is what could have been carried: the cause that is in scope where an event is handed off.
type origin struct {
	what string // for the message: "the context ctx", "the request r", "the message msg"
	pos  token.Pos
	ctx  *types.Var // a context variable that holds it, if there is one
	kept string     // the receiver's field that holds it, as in "s.ctx", if there is one
	kind Kind
}

type causalKey struct {
	fn  *ssa.Function
	idx int
}

// originAt returns the cause that is in scope at an instruction, nil if there is none.
func (p *pkg) originAt(in ssa.Instruction) *origin {
	for fn := in.Parent(); fn != nil; fn = fn.Parent() {
		if r := p.roots[fn]; r != nil && r.msg >= 0 && r.msg < len(fn.Params) {
			q := fn.Params[r.msg]
			return &origin{what: messageOf(q), pos: q.Pos(), kind: KMessage}
		}
		for i, q := range fn.Params {
			if q.Name() == "" || q.Name() == "_" {
				continue
			}
			if isRequest(q.Type()) {
				return &origin{what: "the request " + q.Name(), pos: q.Pos(), kind: KRequest}
			}
			if mt := p.index.Message(q.Type()); mt != nil && mt.Received && !mt.Sent {
				return &origin{what: messageOf(q), pos: q.Pos(), kind: KMessage}
			}
			if contextLike(q.Type()) && p.causalParam(fn, i) {
				v, _ := q.Object().(*types.Var)
				return &origin{what: "the context " + q.Name(), pos: q.Pos(), ctx: v, kind: KParam}
			}
		}
		if o := p.startedOrReceived(fn, in); o != nil {
			return o
		}
		if o := p.keptInCall(fn); o != nil {
			return o
		}
	}
	return nil
}

// exportedOrigin is the cause as rules see it, nil if there is none.
func (p *pkg) exportedOrigin(o *origin) *Origin {
	if o == nil {
		return nil
	}
	out := &Origin{What: o.what, Pos: o.pos, Kind: o.kind}
	if o.ctx != nil {
		out.Name = o.ctx.Name()
	}
	if o.kept != "" {
		out.Name = o.kept
	}
	if o.kind == KStarted {
		if c := p.calls[o.pos]; c != nil {
			out.Pos = c.Pos()
		}
	}
	return out
}

// messageOf names the message that a parameter brings.
func messageOf(q *ssa.Parameter) string {
	if q.Name() == "" || q.Name() == "_" {
		return "the message that is handled"
	}
	return "the message " + q.Name()
}

func isRequest(t types.Type) bool {
	ptr, ok := t.(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(ptr.Elem()).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "net/http" && n.Obj().Name() == "Request"
}

// startedOrReceived looks for a span started, a request's context taken, or a
// message received before in in fn.
func (p *pkg) startedOrReceived(fn *ssa.Function, in ssa.Instruction) *origin {
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			switch x := x.(type) {
			case *ssa.Call:
				if x == in || in.Parent() == fn && !canReach(x, in) {
					continue
				}
				for _, r := range p.rowsAt(e, x.Common()) {
					switch r.Role {
					case model.StartSpan:
						return &origin{what: "the span started", pos: x.Pos(), kind: KStarted}
					case model.Receive:
						if r.Message.Base == model.ResultOf && (in.Parent() != fn || x.Block().Dominates(in.Block())) {
							return &origin{what: "the message received", pos: x.Pos(), kind: KMessage}
						}
					case model.Request:
						return &origin{what: "the request", pos: x.Pos(), kind: KRequest}
					}
				}
				if len(p.startsAt(e, x)) > 0 {
					return &origin{what: "the span started", pos: x.Pos(), kind: KStarted}
				}
			case *ssa.UnOp:
				if x.Op == token.ARROW && p.index.Message(elemOf(x)) != nil && (in.Parent() != fn || x.Block().Dominates(in.Block())) && p.receivedFrom(e, x.X, elemOf(x)) {
					return &origin{what: "the message received", pos: x.Pos(), kind: KMessage}
				}
			}
		}
	}
	return nil
}

func elemOf(x *ssa.UnOp) types.Type {
	if t, ok := x.Type().(*types.Tuple); ok {
		return t.At(0).Type()
	}
	return x.Type()
}

// causalParam reports whether a context parameter may bring a cause along, as
// opposed to the life time of the process or of a loop.
func (p *pkg) causalParam(fn *ssa.Function, i int) bool {
	k := causalKey{fn, i}
	if r, ok := p.causal[k]; ok {
		return r
	}
	p.causal[k] = false // recursion: decided by the other callers
	r := p.isCausalParam(fn, i)
	p.causal[k] = r
	return r
}

func (p *pkg) isCausalParam(fn *ssa.Function, i int) bool {
	if rt := p.roots[fn]; rt != nil {
		return true
	}
	if p.lifetime(fn, fn.Params[i]) {
		return false
	}
	if fn.Parent() != nil {
		return true
	}
	obj, _ := fn.Object().(*types.Func)
	if obj == nil {
		return true
	}
	if p.taken[fn] || obj.Exported() && p.types.Name() != "main" {
		return true
	}
	cs := p.callers[fn]
	if len(cs) == 0 {
		return true // may implement an interface, or be called in ways nobody sees
	}
	for _, c := range cs {
		if p.isTest(c.Pos()) {
			continue
		}
		args := c.Common().Args
		if i >= len(args) {
			return true
		}
		v := p.eval(c.Parent()).of(args[i]).asContext().contexts()
		for _, a := range v {
			switch a.Kind {
			case KFresh, KGlobal:
			case KParam:
				if a.fn == nil || a.Path != "" || a.Extracted || p.causalParam(a.fn, a.Index) {
					return true
				}
			default:
				return true
			}
		}
		if len(v) == 0 {
			return true
		}
	}
	return false
}

// lifetime reports whether the function waits, in a loop, for the context to
// end: then it is the life time of the loop, not the cause of an event.
func (p *pkg) lifetime(fn *ssa.Function, ctx *ssa.Parameter) bool {
	var check func(f *ssa.Function) bool
	check = func(f *ssa.Function) bool {
		e := p.eval(f)
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.Call)
				if !ok || !c.Common().IsInvoke() {
					continue
				}
				m := c.Common().Method
				if m.Name() != "Done" && m.Name() != "Err" || !isContext(c.Common().Value.Type()) {
					continue
				}
				if !reaches(b, b, nil) && !(m.Name() == "Done" && waitsFor(c)) {
					continue
				}
				if e.of(c.Common().Value).any(func(a Atom) bool {
					return a.Kind == KParam && a.fn == fn && a.Path == "" && a.Index < len(fn.Params) && fn.Params[a.Index] == ctx
				}) {
					return true
				}
			}
		}
		for _, cl := range f.AnonFuncs {
			if check(cl) {
				return true
			}
		}
		return false
	}
	if check(fn) {
		return true
	}
	ws := words.Split(fn.Name())
	if len(ws) > 0 {
		switch ws[0] {
		case "run", "serve", "listen", "loop", "main", "watch", "poll":
			return len(ws) == 1 && fn.Signature.Params().Len() == 1
		}
	}
	return false
}

// waitsFor reports whether the channel is received from on its own, outside a select.
func waitsFor(c *ssa.Call) bool {
	for _, r := range *c.Referrers() {
		if u, ok := r.(*ssa.UnOp); ok && u.Op == token.ARROW {
			return true
		}
	}
	return false
}
