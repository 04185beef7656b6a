package eventflow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/words"
)

// ending reports whether in runs when something is being wound up, so that a
// fresh context is right.
func (p *pkg) ending(fn *ssa.Function, in ssa.Instruction) bool {
	for f := fn; f != nil; f = f.Parent() {
		if f.Parent() == nil && words.IsEnding(f.Name()) {
			return true
		}
	}
	return p.afterEnd(in)
}

// afterEnd reports whether the instruction only runs once some context is over.
func (p *pkg) afterEnd(in ssa.Instruction) bool {
	fn := in.Parent()
	isCtx := func(c ssa.Value, name string) bool {
		call, ok := c.(*ssa.Call)
		return ok && call.Common().IsInvoke() && call.Common().Method.Name() == name && isContext(call.Common().Value.Type())
	}
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			switch x := x.(type) {
			case *ssa.UnOp: // <-ctx.Done()
				if x.Op == token.ARROW && isCtx(x.X, "Done") && (b == in.Block() && before(x, in) || b != in.Block() && b.Dominates(in.Block())) {
					return true
				}
			case *ssa.If:
				cond, ok := x.Cond.(*ssa.BinOp)
				if !ok {
					continue
				}
				then := x.Block().Succs[0]
				if cond.Op == token.NEQ {
					if !isCtx(cond.X, "Err") {
						continue
					}
				} else if cond.Op == token.EQL && isCtx(cond.X, "Err") {
					then = x.Block().Succs[1]
				} else if !p.selectsDone(cond, isCtx) {
					continue
				}
				if len(then.Preds) == 1 && then.Dominates(in.Block()) {
					return true
				}
			}
		}
	}
	return false
}

// selectsDone reports whether the comparison picks the case of a select that waits for a context's end.
func (p *pkg) selectsDone(cond *ssa.BinOp, isCtx func(ssa.Value, string) bool) bool {
	x, ok := cond.X.(*ssa.Extract)
	if !ok || x.Index != 0 || cond.Op != token.EQL {
		return false
	}
	sel, ok := x.Tuple.(*ssa.Select)
	k, ok2 := cond.Y.(*ssa.Const)
	if !ok || !ok2 || k.Value == nil {
		return false
	}
	i := int(k.Int64())
	return i >= 0 && i < len(sel.States) && isCtx(sel.States[i].Chan, "Done")
}

// detached reports that the event is handed off in a context that may end
// before it left: in a goroutine nobody waits for.
func (p *pkg) detached(fn *ssa.Function, eff *Effect) *Detached {
	if !eff.HasCtx || eff.ByName {
		return nil
	}
	spawner, gopos := p.spawner(fn, eff.in)
	if spawner == nil && eff.Async && eff.Depth == 0 && fn.Parent() == nil && !p.waitsAfter(eff.in) {
		spawner, gopos = fn, eff.in.Pos()
		if !eff.Ctx.has(KRequest) {
			return nil
		}
	}
	if spawner == nil {
		return nil
	}
	cancellable := eff.Ctx.any(func(a Atom) bool {
		if a.Weak || a.Extracted || a.Form != Ctx {
			return false
		}
		if a.Kind == KRequest {
			return true
		}
		return a.Kind == KParam && a.Path == "" && a.fn == spawner && !p.subscriptions(fn, a) && p.causalParam(a.fn, a.Index)
	})
	if !cancellable || eff.Ctx.has(KUnknown) {
		return nil
	}
	if spawner.Parent() == nil && words.IsStart(spawner.Name()) && !eff.Ctx.has(KRequest) {
		return nil
	}
	d := &Detached{Go: gopos}
	ci, ok := eff.in.(ssa.CallInstruction)
	if !ok {
		return nil
	}
	if call := p.callAt(ci); call != nil {
		for _, a := range call.Args {
			if tv, ok := p.pass.TypesInfo.Types[a]; ok && tv.Type != nil && contextLike(tv.Type) {
				d.Ctx = a
				break
			}
		}
	}
	if d.Ctx == nil {
		return nil
	}
	return d
}

// spawner returns the function that starts the goroutine in which in runs, if
// it does not wait for it.
func (p *pkg) spawner(fn *ssa.Function, in ssa.Instruction) (*ssa.Function, token.Pos) {
	var goIn ssa.Instruction
	switch x := in.(type) {
	case *ssa.Go:
		goIn = x
	default:
		if fn.Parent() == nil || loops(in) {
			return nil, 0
		}
		parent := fn.Parent()
		for _, b := range parent.Blocks {
			for _, x := range b.Instrs {
				switch x := x.(type) {
				case *ssa.Go:
					if p.funcOf(p.eval(parent), x.Common().Value) == fn {
						goIn = x
					}
				case *ssa.Call:
					obj := p.calleeObj(x.Common())
					if obj == nil || obj.Pkg() == nil || obj.Name() != "Go" && !(obj.Pkg().Path() == "time" && obj.Name() == "AfterFunc") {
						continue
					}
					for _, a := range x.Common().Args {
						if _, ok := a.(*ssa.MakeClosure); ok && p.funcOf(p.eval(parent), a) == fn {
							goIn = x
						}
					}
				}
			}
		}
	}
	if goIn == nil {
		return nil, 0
	}
	if p.waitsAfter(goIn) {
		return nil, 0
	}
	for _, q := range goIn.Parent().Params {
		if n, ok := derefNamed(q.Type()); ok && (n == "WaitGroup" || n == "Group") {
			return nil, 0 // the caller waits
		}
	}
	return goIn.Parent(), goIn.Pos()
}

// waitsAfter reports whether the function waits for something after the
// instruction: a channel, a WaitGroup or errgroup, a flush.
func (p *pkg) waitsAfter(after ssa.Instruction) bool {
	for _, b := range after.Parent().Blocks {
		for _, x := range b.Instrs {
			if x == after || !canReach(after, x) {
				continue
			}
			switch x := x.(type) {
			case *ssa.UnOp:
				if x.Op == token.ARROW {
					return true
				}
			case *ssa.Select:
				return true
			case ssa.CallInstruction:
				if obj := p.calleeObj(x.Common()); obj != nil && (obj.Name() == "Wait" || strings.HasPrefix(obj.Name(), "Flush")) {
					return true
				}
			}
		}
	}
	return false
}

// loops reports whether control can come back to the instruction.
func loops(in ssa.Instruction) bool { return reaches(in.Block(), in.Block(), nil) }

// derefNamed returns the name of the named type that t is or points to.
func derefNamed(t types.Type) (string, bool) {
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return "", false
	}
	return n.Obj().Name(), true
}
