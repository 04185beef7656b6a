package eventflow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// discardsIn returns an extraction from a message in the function, whose result
// does not reach what follows.
func (p *pkg) discardsIn(fn *ssa.Function) *ast.CallExpr {
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if r.Role == model.Extract && p.perMessage(e, arg(r.Carrier, c.Common())) {
					return p.calls[c.Pos()]
				}
			}
		}
	}
	return nil
}

// judgeExtracts looks at each context restored from a carrier.
func (p *pkg) judgeExtracts() {
	for _, fn := range p.funcs {
		e := p.eval(fn)
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.Call)
				if !ok {
					continue
				}
				call := p.calls[c.Pos()]
				if call == nil {
					continue
				}
				found := false
				for _, r := range p.rowsAt(e, c.Common()) {
					if r.Role != model.Extract {
						continue
					}
					found = true
					x := &Extract{Call: call, Func: fn.Syntax(), Unused: r.Result.Base != model.RecvOf && unused(c)}
					if obj := p.calleeObj(c.Common()); obj != nil {
						x.Name = callName(obj)
					}
					if base := arg(r.Ctx, c.Common()); base != nil && loops(c) {
						if name, ok := p.leaks(e, c, base); ok && p.perMessage(e, arg(r.Carrier, c.Common())) {
							x.Leaks, x.LeakVar = true, name
						}
					}
					p.out.Extracts = append(p.out.Extracts, x)
				}
				if x := p.helperExtract(e, c, call); !found && x != nil {
					p.out.Extracts = append(p.out.Extracts, x)
				}
			}
		}
	}
}

// helperExtract is a call of a helper that extracts, in a loop that keeps the
// context of the previous turn; nil if it is none.
func (p *pkg) helperExtract(e *evaluator, c *ssa.Call, call *ast.CallExpr) *Extract {
	if !loops(c) || !isContext(firstResultOf(c)) {
		return nil
	}
	cal := p.callee(e, c.Common())
	if cal.standing != known || cal.sum == nil || len(cal.sum.results()) == 0 {
		return nil
	}
	res := cal.sum.results()[0]
	if !res.any(func(a Atom) bool { return a.Extracted }) {
		return nil
	}
	args := callArgs(c.Common())
	for _, a := range res {
		if a.Kind != KParam || a.Form != Ctx || a.Extracted || a.Path != "" || a.Index >= len(args) {
			continue
		}
		for _, m := range args {
			if isContext(m.Type()) || !p.perMessage(e, m) {
				continue
			}
			if name, ok := p.leaks(e, c, args[a.Index]); ok {
				return &Extract{Call: call, Name: callName(cal.obj), Leaks: true, LeakVar: name, Func: c.Parent().Syntax()}
			}
		}
	}
	return nil
}

func firstResultOf(c *ssa.Call) types.Type {
	if r := c.Common().Signature().Results(); r.Len() > 0 {
		return r.At(0).Type()
	}
	return types.Typ[types.Invalid]
}

// perMessage reports whether the carrier belongs to a received message.
func (p *pkg) perMessage(e *evaluator, carrier ssa.Value) bool {
	return carrier != nil && p.touches(e, carrier).any(func(a Atom) bool { return p.isMessage(a) })
}

// leaks reports whether the base context of an Extract call is, on some turn
// of the loop, what the same call returned in an earlier one.
func (p *pkg) leaks(e *evaluator, c *ssa.Call, base ssa.Value) (string, bool) {
	seen := map[ssa.Value]bool{}
	name := ""
	var visit func(v ssa.Value) bool
	visit = func(v ssa.Value) bool {
		if v == c {
			return true
		}
		if seen[v] {
			return false
		}
		seen[v] = true
		switch x := v.(type) {
		case *ssa.Phi:
			if x.Comment != "" {
				name = x.Comment
			}
			for _, y := range x.Edges {
				if visit(y) {
					return true
				}
			}
		case *ssa.UnOp:
			cell, owner := e.cell(x.X)
			if cell == nil {
				return false
			}
			all := owner.storesTo(cell)
			for _, st := range all {
				if st.Parent() == x.Parent() && owner.overwritten(st, x, all) {
					continue
				}
				if cell.Parent() == c.Parent() && cell.Block() != nil && loops(cell) {
					continue // a variable made anew in each turn
				}
				if visit(st.Val) {
					name = cell.Comment
					return true
				}
			}
		case *ssa.Extract:
			return visit(x.Tuple)
		case *ssa.Call:
			for _, a := range callArgs(x.Common()) {
				if isContext(a.Type()) && visit(a) {
					return true
				}
			}
		}
		return false
	}
	if base == ssa.Value(c) {
		return "", false
	}
	return name, visit(base)
}

// unused reports whether nothing that the call returns is used: one that
// returns a span besides the context is of use for either.
func unused(c *ssa.Call) bool {
	n := c.Common().Signature().Results().Len()
	for i := range n {
		if !discarded(c, i) {
			return false
		}
	}
	return true
}
