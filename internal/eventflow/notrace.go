package eventflow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// withoutTrace reports whether the instruction runs only where a check has found
// that there is no trace: an id that is made up there stands in for nothing.
func (p *pkg) withoutTrace(in ssa.Instruction) bool {
	for b := in.Block(); b != nil; b = b.Idom() {
		if len(b.Preds) == 0 {
			continue
		}
		none := true
		for _, from := range b.Preds {
			if p.noTraceAt(from) != b {
				none = false
			}
		}
		if none {
			return true
		}
	}
	return false
}

// noTraceAt returns where a block goes on if the span context or id that it asks
// about at its end is none; nil if it asks nothing of the kind.
func (p *pkg) noTraceAt(b *ssa.BasicBlock) *ssa.BasicBlock {
	jump, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	cond, none := jump.Cond, b.Succs[1]
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		cond, none = not.X, b.Succs[0]
	}
	c, ok := cond.(*ssa.Call)
	if !ok {
		return nil
	}
	obj := p.calleeObj(c.Common())
	if obj == nil || obj.Pkg() == nil || !p.index.Tracing(obj.Pkg().Path()) {
		return nil
	}
	switch obj.Name() {
	case "IsValid", "HasTraceID", "HasSpanID":
		return none
	}
	return nil
}
