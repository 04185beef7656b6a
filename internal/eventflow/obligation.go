package eventflow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// Some clients propagate only if they were built so. A publish through one
// that a function was given leaves an obligation on the parameter that brought
// the client; it is settled, or reported, where the client is built.

// Obligation says that what a function is given as Param must be a client that
// takes the parent of what it publishes from a context.
type Obligation struct {
	Param int
	Lib   string
	Call  string // the publishing call
	Far   Far    // where it is

	pos token.Pos
}

// owe records what a publish through the client v asks of whoever brought it.
func (p *pkg) owe(fn *ssa.Function, eff *Effect) {
	ci, ok := eff.in.(ssa.CallInstruction)
	if !ok || eff.row == nil || eff.Depth > 0 {
		return
	}
	v := clientOf(eff.row, ci.Common())
	if v == nil {
		return
	}
	e := p.eval(fn)
	if from := p.madeFrom(e, v); from != nil {
		v = from
	}
	f, ok := p.fieldBehind(e, v)
	if !ok {
		return
	}
	o := Obligation{Lib: eff.Lib, Call: eff.Call, Far: eff.Far, pos: eff.in.Pos()}
	for _, st := range p.fields[f.Origin()] {
		val := st.val
		if mi, ok := val.(*ssa.MakeInterface); ok {
			val = mi.X
		}
		if in, i := p.paramBehind(p.eval(st.fn), val, 0); in != nil {
			p.oblige(in.Params[i], o)
		}
	}
}

// oblige puts an obligation on a parameter, once.
func (p *pkg) oblige(q *ssa.Parameter, o Obligation) bool {
	fn := q.Parent()
	for i, r := range fn.Params {
		if r != q {
			continue
		}
		for _, old := range p.owed[fn] {
			if old.Param == i {
				return false
			}
		}
		o.Param = i
		p.owed[fn] = append(p.owed[fn], o)
		return true
	}
	return false
}

// settleObligations looks at every call of a function that owes, here or in
// another package: a client built without instrumentation is a finding there,
// one that the caller was given itself passes the obligation on.
func (p *pkg) settleObligations() {
	reported := map[token.Pos]bool{}
	for range 4 {
		again := false
		for _, fn := range p.funcs {
			e := p.eval(fn)
			for _, b := range fn.Blocks {
				for _, in := range b.Instrs {
					c, ok := in.(*ssa.Call)
					if !ok {
						continue
					}
					cal := p.callee(e, c.Common())
					if cal.standing != known {
						continue
					}
					args := callArgs(c.Common())
					for _, o := range cal.sum.owes() {
						if o.Param >= len(args) {
							continue
						}
						again = p.settleOne(e, c, args[o.Param], o, reported) || again
					}
				}
			}
		}
		if !again {
			return
		}
	}
}

func (p *pkg) settleOne(e *evaluator, c *ssa.Call, v ssa.Value, o Obligation, reported map[token.Pos]bool) bool {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	if fn, k := p.paramBehind(e, v, 0); fn != nil {
		return p.oblige(fn.Params[k], o)
	}
	built := false
	for _, a := range p.client(e, v) {
		switch {
		case a.Kind == KBuilt, a.Kind == KInstr && a.Reads == model.FromRequest:
			built = true
		case a.Kind == KInstr, a.Kind == KUnknown, a.Form == Plain && (a.Kind == KParam || a.Kind == KMessage):
			return false
		}
	}
	call := p.calls[c.Pos()]
	if !built || call == nil || reported[c.Pos()] {
		return false
	}
	reported[c.Pos()] = true
	far := o.Far
	pub := &Publish{
		Call: call, Pos: call.Pos(), Name: o.Call, Lib: o.Lib, Carries: Bare, Far: &far, FarPos: o.pos, Built: true,
		Origin: &Origin{What: "its context", Kind: KParam}, Func: c.Parent().Syntax(),
	}
	if obj := p.calleeObj(c.Common()); obj != nil {
		pub.Name = callName(obj)
	}
	p.out.Publishes = append(p.out.Publishes, pub)
	return false
}
