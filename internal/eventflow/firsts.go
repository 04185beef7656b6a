package eventflow

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// Spans over several messages that have the first of them for their parent.

// fromFirst reports whether the span's parent is taken from the first message of a batch.
func (p *pkg) fromFirst(start *ssa.Call, eff *Effect) bool {
	f := &firstOf{p: p, seen: map[firstKey]bool{}, batch: func(e *evaluator, v ssa.Value) bool { return p.isBatch(e, v) && !p.mostlySingle(e, v) }}
	switch {
	case eff.Ctx.any(func(a Atom) bool { return a.Extracted || a.Kind == KMessage || a.Kind == KParam && a.Path != "" }):
	case eff.Ctx.any(func(a Atom) bool { return a.Kind == KUnknown && a.Path == "foreign-call" }):
		f.byName = true
	default:
		return false
	}
	if eff.Depth == 0 {
		return eff.row != nil && f.visit(arg(eff.row.Ctx, start.Common()), !f.byName, 0)
	}
	// A helper extracts from what it is given.
	for _, a := range callArgs(start.Common()) {
		if !isScalar(a.Type()) && f.visit(a, !f.byName, 0) {
			return true
		}
	}
	return false
}

// mostlySingle reports whether the value is what a callback is given that has one
// message at a time unless the client is told otherwise: the first stands for all.
func (p *pkg) mostlySingle(e *evaluator, v ssa.Value) bool {
	return e.of(v).any(func(a Atom) bool {
		if a.Kind != KParam || a.Path != "" || a.fn == nil {
			return false
		}
		rt := p.roots[a.fn]
		return rt != nil && rt.row != nil && rt.row.Callback.Single && a.Index == rt.msg
	})
}

// judgeDecorator looks at a span that a decorator of a publisher starts for all
// messages of one call. Each of them has its own context, or headers; that
// of the first is written over those of the others.
func (p *pkg) judgeDecorator(fn *ssa.Function, start *ssa.Call, eff *Effect) {
	if fn.Parent() != nil || eff.Depth > 0 || eff.row == nil || eff.Linked && !eff.Kept || eff.Opts > 0 {
		return
	}
	f := &firstOf{p: p, seen: map[firstKey]bool{}, batch: func(e *evaluator, v ssa.Value) bool {
		i := paramIndex(fn, v)
		return i >= 0 && p.sentTogether(fn, i, 0)
	}}
	if !f.visit(arg(eff.row.Ctx, start.Common()), true, 0) || f.found.Parent() != fn || p.linksIn(fn) {
		return
	}
	call := p.callAt(start)
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			ia, ok := in.(*ssa.IndexAddr)
			if !ok || ia.X != f.found || isZero(ia.Index) || call == nil || !canReach(start, in) {
				continue
			}
			u := &batchUse{at: in, expr: ia.X, loop: innermost(b)}
			if u.loop == nil || u.loop[start.Block()] || p.onlyOne(u) {
				continue
			}
			var seen eachMessage
			over := false
			for b := range u.loop {
				p.lookAtEach(b, &seen, 0)
				over = over || p.writesOver(e, b)
			}
			switch {
			case seen.traced || seen.started:
			case seen.unknown != "":
				p.unclear(start.Pos(), "batch-callee-unknown", seen.unknown)
			case over:
				p.out.Batches = append(p.out.Batches, &Batch{Call: call, Name: p.batchName(u), Use: u.place(), First: true, Func: fn.Syntax()})
			default:
				continue
			}
			return
		}
	}
}

// writesOver reports whether a block puts the context of a span that runs into a
// message, or into its headers.
func (p *pkg) writesOver(e *evaluator, b *ssa.BasicBlock) bool {
	for _, in := range b.Instrs {
		c, ok := in.(*ssa.Call)
		if !ok {
			continue
		}
		for _, r := range p.rowsAt(e, c.Common()) {
			if r.Role != model.SetContext && r.Role != model.Inject {
				continue
			}
			if ctx := arg(r.Ctx, c.Common()); ctx != nil && e.of(ctx).has(KStarted) {
				return true
			}
		}
	}
	return false
}

// paramIndex is the index of the parameter that v is, -1 if it is none of fn's.
func paramIndex(fn *ssa.Function, v ssa.Value) int {
	for i, q := range fn.Params {
		if q == v {
			return i
		}
	}
	return -1
}

// sentTogether reports whether parameter i is what a decorator of a publisher is
// given: messages of anybody's, which it hands on in one call. So it is if fn is the
// method of a modelled interface that publishes, or what such a method alone calls.
func (p *pkg) sentTogether(fn *ssa.Function, i, depth int) bool {
	mt := p.index.Message(elemType(fn.Params[i].Type()))
	obj, ok := fn.Object().(*types.Func)
	if mt == nil || !mt.Sent || !ok || depth > 3 {
		return false
	}
	if _, ok := fn.Params[i].Type().Underlying().(*types.Slice); !ok {
		return false
	}
	for _, r := range p.implementedRows(obj) {
		if r.Role == model.Publish && r.Message.Base == model.ArgOf && r.Message.Index+1 == i {
			return true
		}
	}
	if obj.Exported() || p.taken[fn] || len(p.callers[fn]) == 0 {
		return false
	}
	for _, c := range p.callers[fn] {
		args := c.Common().Args
		if i >= len(args) {
			return false
		}
		if k := paramIndex(c.Parent(), args[i]); k < 0 || !p.sentTogether(c.Parent(), k, depth+1) {
			return false
		}
	}
	return true
}

// A firstOf finds out whether values are made of the first element of a batch.
type firstOf struct {
	p      *pkg
	batch  func(e *evaluator, v ssa.Value) bool
	byName bool // only what a function makes that nothing but its name is known of
	found  ssa.Value
	seen   map[firstKey]bool
}

type firstKey struct {
	v       ssa.Value
	through bool
}

// visit reports whether v is made of the first element. Through says whether a
// call that takes a context from it was met on the way.
func (f *firstOf) visit(v ssa.Value, through bool, depth int) bool {
	if v == nil || f.seen[firstKey{v, through}] || depth > 14 {
		return false
	}
	f.seen[firstKey{v, through}] = true
	fn := v.Parent()
	if fn == nil {
		return false
	}
	e := f.p.eval(fn)
	element := func(index, of ssa.Value) bool {
		if !through || !isZero(index) || !f.batch(e, of) {
			return false
		}
		f.found = of
		return true
	}
	switch x := v.(type) {
	case *ssa.IndexAddr:
		return element(x.Index, x.X)
	case *ssa.Index:
		return element(x.Index, x.X)
	case *ssa.Alloc:
		for _, w := range e.follow(x).writes {
			if f.visit(w.val, through, depth+1) {
				return true
			}
		}
	case *ssa.Call:
		return f.call(e, x, through, depth)
	case *ssa.UnOp:
		if cell, owner := e.cell(x.X); cell != nil && simpleCell(cell) {
			for _, st := range owner.storesTo(cell) {
				if f.visit(st.Val, through, depth+1) {
					return true
				}
			}
			return false
		}
		return f.visit(x.X, through, depth+1)
	case *ssa.FieldAddr, *ssa.Field, *ssa.Extract, *ssa.Phi, *ssa.MakeInterface, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Convert, *ssa.Slice:
		for _, op := range x.(ssa.Instruction).Operands(nil) {
			if *op != nil && f.visit(*op, through, depth+1) {
				return true
			}
		}
	}
	return false
}

// call looks at what a call is given, and into a function that is given the batch.
func (f *firstOf) call(e *evaluator, c *ssa.Call, through bool, depth int) bool {
	cal := f.p.callee(e, c.Common())
	through = through || cal.standing == foreign && cal.obj != nil && words.IsExtraction(cal.obj.Name()) && returnsContext(c.Common())
	given := false
	for _, a := range callArgs(c.Common()) {
		if f.visit(a, through, depth+1) {
			return true
		}
		given = given || !isScalar(a.Type()) && f.batch(e, a)
	}
	if !given || cal.fn == nil || cal.fn.Parent() != nil {
		return false
	}
	for _, b := range cal.fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			for _, r := range ret.Results {
				if f.visit(r, through, depth+1) {
					return true
				}
			}
		}
	}
	return false
}

func returnsContext(c *ssa.CallCommon) bool {
	for v := range c.Signature().Results().Variables() {
		if isContext(v.Type()) {
			return true
		}
	}
	return false
}

func isZero(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.Value != nil && k.Value.Kind() == constant.Int && k.Int64() == 0
}
