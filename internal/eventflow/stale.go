package eventflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// stale reports that the publish uses a context while a span that was started
// from it is running and whose own context was thrown away.
func (p *pkg) stale(fn *ssa.Function, eff *Effect, v verdict) *Stale {
	if v.carry != Carries && v.carry != Unknown || !v.injects && v.reads == No {
		return nil
	}
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			st, ok := in.(*ssa.Call)
			if !ok || st == eff.in || !canReach(st, eff.in) || !st.Block().Dominates(eff.in.Block()) {
				continue
			}
			for _, s := range p.startsAt(e, st) {
				if !discarded(st, s.result) || p.spanHandedOn(e, st) {
					continue
				}
				old := s.from
				if old == nil || p.endedBetween(e, st, eff.in) {
					continue
				}
				if use := p.oldContextUsed(e, fn, st, old, eff, v.reads); use.IsValid() {
					return &Stale{Start: p.calls[st.Pos()], Use: use}
				}
			}
		}
	}
	return nil
}

// started is a span start: the context it starts from, and the result that holds the span's own.
type started struct {
	from   ssa.Value
	result int
}

// startsAt returns the span starts that a call is, or that a helper called there makes.
func (p *pkg) startsAt(e *evaluator, c *ssa.Call) []started {
	var out []started
	for _, r := range p.rowsAt(e, c.Common()) {
		if r.Role == model.StartSpan {
			out = append(out, started{arg(r.Ctx, c.Common()), r.Result.Index})
		}
	}
	if len(out) > 0 {
		return out
	}
	res := c.Common().Signature().Results()
	for i := 0; i < res.Len(); i++ {
		if !isContext(res.At(i).Type()) {
			continue
		}
		cal := p.callee(e, c.Common())
		if cal.standing != known {
			return nil
		}
		rs := cal.sum.results()
		if i >= len(rs) || !rs[i].has(KStarted) {
			continue
		}
		args := callArgs(c.Common())
		for _, a := range rs[i] {
			if a.Kind == KParam && a.Form == Ctx && a.Path == "" && !a.Extracted && a.Index < len(args) {
				out = append(out, started{args[a.Index], i})
			}
		}
	}
	return out
}

// discarded reports whether result i of a call that returns several is unused.
func discarded(c *ssa.Call, i int) bool {
	if _, ok := c.Type().(*types.Tuple); !ok {
		return len(*c.Referrers()) == 0
	}
	for _, r := range *c.Referrers() {
		if x, ok := r.(*ssa.Extract); ok && x.Index == i && len(*x.Referrers()) > 0 {
			return false
		}
	}
	return true
}

// endedBetween reports whether the span is ended, not by defer, before instruction to.
func (p *pkg) endedBetween(e *evaluator, start *ssa.Call, to ssa.Instruction) bool {
	for _, x := range resultsOf(start) {
		for _, u := range *x.Referrers() {
			c, ok := u.(*ssa.Call)
			if !ok || !canReach(c, to) || canReach(to, c) {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if r.Role == model.EndSpan && arg(r.Message, c.Common()) == x {
					return true
				}
			}
		}
	}
	return false
}

// oldContextUsed returns where the context old is put into the message, or
// given to the publish, after the span was started.
func (p *pkg) oldContextUsed(e *evaluator, fn *ssa.Function, st *ssa.Call, old ssa.Value, eff *Effect, reads Tri) token.Pos {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok || in == st || !canReach(st, in) || in != eff.in && !canReach(in, eff.in) {
				continue
			}
			takes := false
			for _, a := range callArgs(c.Common()) {
				if sameValue(a, old) {
					takes = true
				}
			}
			if !takes {
				continue
			}
			if in == eff.in {
				if eff.Depth == 0 && reads == No {
					continue // it looks at its context for the deadline only
				}
				return c.Common().Pos()
			}
			cal := p.callee(e, c.Common())
			for _, r := range cal.rows {
				if r.Role == model.Inject && sameValue(arg(r.Ctx, c.Common()), old) {
					return c.Common().Pos()
				}
			}
			if cal.sum != nil {
				for _, m := range cal.sum.allMutations() {
					if m.Val.any(func(a Atom) bool { return a.Form == Data && a.Kind == KParam }) {
						return c.Common().Pos()
					}
				}
				for _, res := range cal.sum.results() {
					if res.any(func(a Atom) bool { return a.Form == Data && a.Kind == KParam && !a.Weak }) {
						return c.Common().Pos()
					}
				}
			}
		}
	}
	return token.NoPos
}

func sameValue(a, b ssa.Value) bool {
	if a == b {
		return a != nil
	}
	x, ok1 := a.(*ssa.UnOp)
	y, ok2 := b.(*ssa.UnOp)
	return ok1 && ok2 && x.Op == token.MUL && y.Op == token.MUL && x.X == y.X
}

// consumedAgain reports whether the published message is the very one that was
// received, with the context it came with, while the publish is given another.
func (p *pkg) consumedAgain(fn *ssa.Function, eff *Effect) bool {
	whole := eff.Msg.any(func(a Atom) bool { return p.isMessage(a) && a.Path == "" && !a.Weak && a.Form == Plain })
	spans := eff.Ctx.any(func(a Atom) bool { return a.Kind == KStarted || a.Extracted })
	return whole && spans && len(eff.Msg.contexts()) == 0 && !p.contextSet(fn, eff)
}

// contextSet reports whether the function sets the context of the message that it publishes.
func (p *pkg) contextSet(fn *ssa.Function, eff *Effect) bool {
	ci, ok := eff.in.(ssa.CallInstruction)
	if !ok {
		return false
	}
	e := p.eval(fn)
	for _, a := range callArgs(ci.Common()) {
		for _, v := range elements(e, a) {
			mt := p.index.Message(v.Type())
			if mt == nil || mt.Context == "" {
				continue
			}
			for _, w := range e.allWrites(v, 0) {
				if w.path == mt.Context {
					return true
				}
			}
		}
	}
	return false
}

// allWrites is what is written into the object behind v, through a variable too.
func (e *evaluator) allWrites(v ssa.Value, depth int) []write {
	out := e.follow(v).writes
	u, ok := v.(*ssa.UnOp)
	if !ok || depth > 4 {
		return out
	}
	if cell, owner := e.cell(u.X); cell != nil && simpleCell(cell) {
		for _, st := range owner.storesTo(cell) {
			out = append(out[:len(out):len(out)], e.p.eval(st.Parent()).allWrites(st.Val, depth+1)...)
		}
	}
	return out
}
