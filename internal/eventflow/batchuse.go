package eventflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// batchUse is where a function goes through the messages of a batch, or hands
// the whole batch on.
type batchUse struct {
	at     ssa.Instruction
	expr   ssa.Value                // the batch
	loop   map[*ssa.BasicBlock]bool // what runs once per message; nil if body says
	body   *ssa.Function            // called once per message, or with the batch
	settle bool                     // only acknowledges, or hands on to nobody knows what: matters only to a span that claims the first for its parent
	name   string                   // of the batch, if at does not tell
	pos    token.Pos                // in a function literal, which stands at at
	made   bool                     // publishes one message made of those in the loop
	given  int                      // 1 + the argument that is the batch, 0 if it is not an argument
}

// place is where the use stands, in the function literal that has it.
func (u *batchUse) place() token.Pos {
	if u.pos.IsValid() {
		return u.pos
	}
	return u.at.Pos()
}

// usesIn is batchUses, with an end to recursion.
func (p *pkg) usesIn(fn *ssa.Function) []*batchUse {
	if uses, ok := p.used[fn]; ok {
		return uses
	}
	p.used[fn] = nil
	uses := p.batchUses(fn)
	for _, cl := range fn.AnonFuncs {
		for _, inner := range p.usesIn(cl) {
			// Where the literal stands, for all that is known of when it runs.
			if at := placeIn(fn, inner.at); at != nil {
				u := *inner
				u.at, u.name, u.pos = at, p.batchName(inner), inner.place()
				uses = append(uses, &u)
			}
		}
	}
	p.used[fn] = uses
	return uses
}

// batchUses finds where fn goes through received messages or hands all of them on.
func (p *pkg) batchUses(fn *ssa.Function) []*batchUse {
	var uses []*batchUse
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.IndexAddr:
				if _, fixed := in.Index.(*ssa.Const); !fixed {
					p.loopUse(&uses, e, in, in.X)
				}
			case *ssa.Index:
				if _, fixed := in.Index.(*ssa.Const); !fixed {
					p.loopUse(&uses, e, in, in.X)
				}
			case *ssa.UnOp:
				if in.Op == token.ARROW && p.batchChannel(e, in.X) {
					p.loopUse(&uses, e, in, in.X)
				}
			case *ssa.Call:
				p.callUse(&uses, e, in)
			}
		}
	}
	return p.madeOf(fn, uses)
}

// madeOf adds the publishes of a message that is made of those which a loop
// before has gone through.
func (p *pkg) madeOf(fn *ssa.Function, uses []*batchUse) []*batchUse {
	e := p.eval(fn)
	for _, u := range uses {
		if u.loop == nil || u.given > 0 {
			continue
		}
		for _, b := range fn.Blocks {
			if u.loop[b] || !u.at.Block().Preds[0].Dominates(b) {
				continue
			}
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.Call)
				if !ok {
					continue
				}
				for _, r := range p.rowsAt(e, c.Common()) {
					m := arg(r.Message, c.Common())
					if r.Role != model.Publish || m == nil || p.isAnswer(r, c) {
						continue
					}
					given := p.touches(e, m)
					for _, w := range e.allWrites(m, 0) {
						given = given.union(p.touches(p.eval(w.in.Parent()), w.val))
					}
					if given.any(func(a Atom) bool {
						return p.isMessage(a) || a.Kind == KParam && a.fn != nil && a.Index < len(a.fn.Params) && p.givenBatch(a.fn, a.Index)
					}) {
						uses = append(uses, &batchUse{at: in, expr: u.expr, loop: u.loop, made: true, name: p.batchName(u)})
					}
				}
			}
		}
	}
	return uses
}

// loopUse adds a loop in which the instruction takes a message out of a batch.
func (p *pkg) loopUse(uses *[]*batchUse, e *evaluator, in ssa.Instruction, batch ssa.Value) {
	loop := innermost(in.Block())
	if loop == nil || !p.isBatch(e, batch) {
		return
	}
	*uses = append(*uses, &batchUse{at: in, expr: batch, loop: loop})
}

func (p *pkg) callUse(uses *[]*batchUse, e *evaluator, in *ssa.Call) {
	c := in.Common()
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return
	}
	// A range over an iterator calls it with the loop's body.
	if seq, ok := c.Value.(*ssa.Call); ok && len(c.Args) == 1 {
		for _, r := range p.rowsAt(e, seq.Common()) {
			if body := p.funcOf(e, c.Args[0]); r.Role == model.Element && body != nil && !p.single(e, arg(model.Recv(), seq.Common())) {
				*uses = append(*uses, &batchUse{at: in, expr: arg(model.Recv(), seq.Common()), body: body})
			}
		}
		return
	}
	cal := p.callee(e, c)
	for _, r := range cal.rows {
		switch {
		case r.Role == model.Element && !r.Callback.At.IsZero():
			if body := p.funcOf(e, arg(r.Callback.At, c)); body != nil && !p.single(e, arg(model.Recv(), c)) {
				*uses = append(*uses, &batchUse{at: in, expr: arg(model.Recv(), c), body: body})
			}
		case r.Role == model.Element && p.index.Message(in.Type()) != nil:
			if loop := innermost(in.Block()); loop != nil && !p.single(e, arg(model.Recv(), c)) {
				*uses = append(*uses, &batchUse{at: in, expr: arg(model.Recv(), c), loop: loop})
			}
		case r.Role == model.Settle:
			if m := arg(r.Message, c); m != nil && p.isBatch(e, m) {
				*uses = append(*uses, &batchUse{at: in, expr: m, settle: true, given: 1 + slices.Index(callArgs(c), m)})
			}
		}
	}
	if len(cal.rows) > 0 {
		return
	}
	if cal.obj == nil && cal.fn == nil {
		// A function value: whatever it does with each, it works in the context of one span.
		for i, a := range callArgs(c) {
			if hasContext(callArgs(c)) && p.isBatch(e, a) {
				*uses = append(*uses, &batchUse{at: in, expr: a, settle: true, given: i + 1})
				return
			}
		}
		return
	}
	for i, a := range callArgs(c) {
		if p.container(a.Type()) == nil && p.index.Message(elemType(a.Type())) == nil || !p.isBatch(e, a) {
			continue
		}
		if cal.fn != nil && i < len(cal.fn.Params) {
			// Its own loops tell what it does with each.
			for _, inner := range p.usesIn(cal.fn) {
				*uses = append(*uses, &batchUse{at: in, expr: a, loop: inner.loop, body: inner.body, settle: inner.settle, given: i + 1})
			}
			return
		}
		if hasContext(callArgs(c)) && (cal.standing == known && !cal.sole || cal.standing == inert && cal.obj.Pkg() != nil && p.inHouse(cal.obj.Pkg().Path())) {
			if cal.sum != nil && (cal.sum.links() || len(cal.sum.effects()) > 0) {
				return
			}
			*uses = append(*uses, &batchUse{at: in, expr: a, given: i + 1})
		}
		return
	}
}

// isBatch reports whether the value is several messages that came in.
func (p *pkg) isBatch(e *evaluator, v ssa.Value) bool {
	if p.container(v.Type()) != nil {
		return !p.single(e, v)
	}
	if _, ok := v.Type().Underlying().(*types.Chan); ok {
		return true // batchChannel has seen to it
	}
	st, ok := v.Type().Underlying().(*types.Slice)
	if !ok {
		return false
	}
	mt := p.index.Message(st.Elem())
	if mt == nil || !mt.Received || p.single(e, v) {
		return false
	}
	if p.unpacked(e, v) {
		return true
	}
	for _, a := range e.of(v) {
		if p.wholeOf(a) {
			return true
		}
		if a.Kind == KParam && a.Path == "" && a.Form == Plain && a.fn != nil && a.Index < len(a.fn.Params) && p.givenBatch(a.fn, a.Index) {
			return true
		}
	}
	if q, ok := v.(*ssa.Parameter); ok {
		for i, x := range q.Parent().Params {
			if x == q {
				return p.givenBatch(q.Parent(), i)
			}
		}
	}
	return false
}

// unpacked reports whether the value comes out of a library's container of messages.
func (p *pkg) unpacked(e *evaluator, v ssa.Value) bool {
	for _, x := range e.sources(v) {
		switch x := x.(type) {
		case *ssa.Call:
			for _, r := range p.rowsAt(e, x.Common()) {
				if r.Role == model.Element {
					return !p.single(e, arg(model.Recv(), x.Common()))
				}
			}
		case *ssa.Field:
			return p.container(x.X.Type()) != nil
		case *ssa.UnOp:
			if fa, ok := x.X.(*ssa.FieldAddr); ok {
				return p.container(fa.X.Type()) != nil
			}
		}
	}
	return false
}

// givenBatch reports whether the slice that parameter i is holds messages that
// came in, rather than some that are to go out.
func (p *pkg) givenBatch(fn *ssa.Function, i int) bool {
	key := batchParam{fn, i}
	if r, ok := p.batches[key]; ok {
		return r
	}
	p.batches[key] = false
	found := false
	q := fn.Params[i]
	if mt := p.index.Message(elemType(q.Type())); mt == nil || !mt.Received {
		return false
	} else if !mt.Sent {
		found = true
	}
	for _, c := range p.callers[fn] {
		if args := c.Common().Args; i < len(args) && !p.isTest(c.Pos()) && p.isBatch(p.eval(c.Parent()), args[i]) {
			found = true
		}
	}
	p.batches[key] = found || p.settles(fn, fn, i)
	return p.batches[key]
}

// settles reports whether fn, or a literal in it, acknowledges parameter i of
// the function as a whole.
func (p *pkg) settles(in, fn *ssa.Function, i int) bool {
	e := p.eval(in)
	for _, b := range in.Blocks {
		for _, x := range b.Instrs {
			c, ok := x.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if m := arg(r.Message, c.Common()); r.Role == model.Settle && m != nil && e.of(m).any(func(a Atom) bool {
					return a.Kind == KParam && a.fn == fn && a.Index == i && a.Path == ""
				}) {
					return true
				}
			}
		}
	}
	for _, cl := range in.AnonFuncs {
		if p.settles(cl, fn, i) {
			return true
		}
	}
	return false
}

type batchParam struct {
	fn *ssa.Function
	i  int
}

// container returns the named type of a library's container of messages, such
// as kgo.Fetches; nil if t is none.
func (p *pkg) container(t types.Type) *types.Named {
	n := namedType(t)
	if n == nil || n.Obj().Pkg() == nil || !p.index.Knows(n.Obj().Pkg().Path()) || p.index.Message(t) != nil {
		return nil
	}
	if p.index.Contains(n.Obj()) {
		return n
	}
	return nil
}

// batchChannel reports whether the channel delivers the messages of one fetch.
func (p *pkg) batchChannel(e *evaluator, ch ssa.Value) bool {
	for _, v := range e.sources(ch) {
		c, ok := v.(*ssa.Call)
		if !ok {
			return false
		}
		found := false
		for _, r := range p.rowsAt(e, c.Common()) {
			found = found || r.Role == model.Element && r.Message.Base == model.GotFrom
		}
		if !found || p.single(e, arg(model.Recv(), c.Common())) {
			return false
		}
	}
	return true
}

// single reports whether no more than one message was asked for.
func (p *pkg) single(e *evaluator, v ssa.Value) bool {
	if v == nil {
		return false
	}
	if s, ok := v.(*ssa.Slice); ok {
		if al, ok := s.X.(*ssa.Alloc); ok {
			if arr, ok := al.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array); ok && arr.Len() <= 1 {
				return true // written out: one argument of a variadic call, a literal
			}
		}
	}
	n, one := 0, 0
	for _, a := range e.of(v) {
		if a.Kind != KMessage || a.val == nil || !p.wholeOf(a) {
			continue
		}
		n++
		c, _ := a.val.(*ssa.Call)
		if c == nil {
			if x, ok := a.val.(*ssa.Extract); ok {
				c, _ = x.Tuple.(*ssa.Call)
			}
		}
		if c != nil && c.Common().Signature().Params().Len() > 0 {
			for _, x := range c.Common().Args {
				if k, ok := x.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.Int && k.Int64() == 1 && isCount(k.Type()) {
					one++
					break
				}
			}
		}
	}
	return n > 0 && n == one
}
