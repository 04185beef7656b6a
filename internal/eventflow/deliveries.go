package eventflow

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// uncounted notes a handler whose span does not tell how often the event was
// delivered, though the message does.
func (p *pkg) uncounted(h stretch) {
	mt := h.rt.mt
	if mt == nil || mt.Deliveries == "" || h.rt.part || h.fn.Parent() != nil && p.roots[h.fn] == nil {
		return
	}
	name := strings.TrimSuffix(mt.Deliveries, "()")
	if p.reads(h.fn, name, map[*ssa.Function]bool{}) {
		return
	}
	for _, eff := range p.effects(h.fn) {
		ci, ok := eff.in.(ssa.CallInstruction)
		if !ok || eff.Kind != EStart || eff.Producer || h.after != nil && (ci.Parent() != h.fn || !p.comesAfter(h.after, ci)) {
			continue
		}
		if call := p.callAt(ci); call != nil {
			p.out.Uncounted = append(p.out.Uncounted, &Uncounted{Call: call, Count: mt.Type.Name + "." + mt.Deliveries})
		}
		return
	}
}

// reads reports whether fn, or what it calls in this package, mentions a field or method of that name.
func (p *pkg) reads(fn *ssa.Function, name string, seen map[*ssa.Function]bool) bool {
	if seen[fn] || len(seen) > 50 {
		return false
	}
	seen[fn] = true
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.FieldAddr:
				if f := fieldOf(in.X.Type(), in.Field); f != nil && f.Name() == name {
					return true
				}
			case *ssa.Field:
				if f := fieldOf(in.X.Type(), in.Field); f != nil && f.Name() == name {
					return true
				}
			case ssa.CallInstruction:
				if obj := p.calleeObj(in.Common()); obj != nil && obj.Name() == name {
					return true
				}
				cal := p.callee(e, in.Common())
				switch {
				case cal.fn != nil:
					if p.reads(cal.fn, name, seen) {
						return true
					}
				case cal.standing == dynamic || cal.standing == foreign || cal.standing == known && !cal.sole:
					// What is handed the message elsewhere may read the number there.
					for _, a := range callArgs(in.Common()) {
						if p.index.Message(a.Type()) != nil {
							return true
						}
					}
				}
			}
		}
	}
	for _, cl := range fn.AnonFuncs {
		if p.reads(cl, name, seen) {
			return true
		}
	}
	return false
}
