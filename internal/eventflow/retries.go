package eventflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// A retry is a loop that goes on after an error of a call and issues the same
// call again, or a helper that does so with a function it is given.

// Retry is a place where a hand-off or a handler's work is tried again.
type Retry struct {
	Pos, End token.Pos // the head of the loop, or the call of the helper
	Name     string    // the call that is repeated
	Helper   string    // the helper, "" for a loop
	HandsOff bool      // what is repeated hands an event off
	Told     Tri       // whether anything tells the attempts apart
	Span     Tri       // whether they run under one span: Maybe if a caller may have started one
	SpanPos  token.Pos // where it starts, if that is known
	Call     token.Pos // the call that is repeated
}

func tri(r remains) Tri {
	switch r {
	case something:
		return Yes
	case doubt:
		return Maybe
	}
	return No
}

func (t Tri) remains() remains {
	switch t {
	case Yes:
		return something
	case Maybe:
		return doubt
	}
	return nothing
}

// judgeRetries fills in the places where attempts repeat.
func (p *pkg) judgeRetries() {
	p.findHelpers()
	for _, fn := range p.funcs {
		if p.isTest(fn.Pos()) && !p.cfg.Tests {
			continue
		}
		p.retryLoops(fn)
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.Call:
					p.retryCall(fn, in)
				case *ssa.MakeClosure:
					p.retryAround(fn, in)
				}
			}
		}
	}
}

// retryLoops finds the loops of fn that try a hand-off or work again.
func (p *pkg) retryLoops(fn *ssa.Function) {
	var all []*cycle
	found := map[*cycle]*Retry{}
	for _, eff := range p.effects(fn) {
		c, ok := eff.in.(*ssa.Call)
		if !ok || c.Parent() != fn || eff.Kind != EPublish && eff.Kind != EWork || !loops(c) {
			continue
		}
		if all == nil {
			all = cycles(fn)
		}
		cy := smallest(all, c.Block())
		if cy == nil || found[cy] != nil && (found[cy].HandsOff || eff.Kind != EPublish) {
			continue
		}
		if !p.triesAgain(cy, c) {
			continue
		}
		r := &Retry{Pos: c.Pos(), Call: c.Pos(), Name: p.calledName(c, eff), HandsOff: eff.Kind == EPublish}
		if ast := p.callAt(c); ast != nil {
			r.Pos, r.End, r.Call = ast.Pos(), ast.Lparen, ast.Pos()
		}
		loopHead(r, fn.Syntax(), c.Pos())
		if !p.worthTelling(fn, c, eff, r, eff.Ctx, cy) {
			continue
		}
		r.Told = tri(p.leftInCycle(cy, c))
		if r.Told == Maybe {
			p.unclear(r.Pos, "attempts-unknown", r.Name)
		}
		if found[cy] != nil {
			*found[cy] = *r
			continue
		}
		found[cy] = r
		p.out.Retries = append(p.out.Retries, r)
	}
}

// calledName is how a reader knows the call that is repeated.
func (p *pkg) calledName(c *ssa.Call, eff *Effect) string {
	if obj := p.calleeObj(c.Common()); obj != nil {
		return callName(obj)
	}
	return eff.Call
}

// loopHead points a retry at the loop's statement.
func loopHead(r *Retry, syntax ast.Node, pos token.Pos) {
	if syntax == nil {
		return
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == syntax
		case *ast.ForStmt:
			if n.Pos() <= pos && pos < n.End() {
				r.Pos, r.End = n.Pos(), n.Body.Lbrace
			}
		case *ast.RangeStmt:
			if n.Body.Pos() <= pos && pos < n.End() {
				r.Pos, r.End = n.Pos(), n.Body.Lbrace
			}
		}
		return true
	})
}

// worthTelling reports whether what is repeated is a hand-off, or work that
// belongs to an event or a span, and fills in under which span it is.
func (p *pkg) worthTelling(fn *ssa.Function, at ssa.Instruction, eff *Effect, r *Retry, ctx Val, cy *cycle) bool {
	r.Span, r.SpanPos = p.underSpan(fn, at, ctx, cy, 0)
	if eff.Kind == EPublish {
		return !eff.empty
	}
	if words.IsSettingUp(r.Name[strings.LastIndexByte(r.Name, '.')+1:]) {
		return false
	}
	for f := fn; f != nil; f = f.Parent() {
		if f.Parent() == nil && (words.IsStart(f.Name()) || words.IsEnding(f.Name()) || words.IsProbe(f.Name())) {
			return false
		}
	}
	if r.Span == Yes {
		return true
	}
	for f := fn; f != nil; f = f.Parent() {
		if p.isHandler(f) {
			return true
		}
	}
	return false
}

// triesAgain reports whether the loop goes on after an error of the call, ends
// when it succeeds, and issues the same call each time.
func (p *pkg) triesAgain(cy *cycle, c *ssa.Call) bool {
	if !p.goesOnAfterError(cy, c) {
		return false
	}
	v := &varying{p: p, cy: cy, seen: map[ssa.Value]bool{}}
	if _, ok := c.Common().Value.(*ssa.MakeClosure); ok && v.of(c.Common().Value) {
		return false
	}
	for _, a := range callArgs(c.Common()) {
		if v.of(a) {
			p.unclear(c.Pos(), "arguments-change", "")
			return false
		}
	}
	return true
}

// errorOf returns the error that a call returns, nil if it returns none or nobody looks at it.
func errorOf(c *ssa.Call) ssa.Value {
	res := c.Common().Signature().Results()
	if res.Len() == 1 && isError(res.At(0).Type()) {
		return c
	}
	for _, r := range *c.Referrers() {
		if x, ok := r.(*ssa.Extract); ok && isError(x.Type()) {
			return x
		}
	}
	return nil
}

// nilCheck returns what a conditional jump compares with nil, and where it
// goes if that is not nil and if it is.
func nilCheck(b *ssa.BasicBlock) (v ssa.Value, failed, passed *ssa.BasicBlock) {
	if len(b.Instrs) == 0 {
		return nil, nil, nil
	}
	jump, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, nil, nil
	}
	cond, ok := jump.Cond.(*ssa.BinOp)
	if !ok {
		return nil, nil, nil
	}
	switch {
	case isNil(cond.Y):
		v = cond.X
	case isNil(cond.X):
		v = cond.Y
	default:
		return nil, nil, nil
	}
	switch cond.Op {
	case token.NEQ:
		return v, b.Succs[0], b.Succs[1]
	case token.EQL:
		return v, b.Succs[1], b.Succs[0]
	}
	return nil, nil, nil
}

func isNil(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.IsNil()
}

// goesOnAfterError reports whether the error of the call decides between
// leaving the loop and another turn.
func (p *pkg) goesOnAfterError(cy *cycle, c *ssa.Call) bool {
	err := errorOf(c)
	if err == nil {
		return false
	}
	decided := false
	for b := range cy.blocks {
		v, failed, passed := nilCheck(b)
		if v == nil || !p.holds(cy, v, err, 0) {
			continue
		}
		if p.turns(cy, passed, err, false) || !p.turns(cy, failed, err, true) {
			if v == err && p.turns(cy, passed, err, false) {
				return false // goes on after a success too
			}
			continue
		}
		decided = true
	}
	return decided
}

// holds reports whether v is the error, or a variable that it was assigned to.
func (p *pkg) holds(cy *cycle, v, err ssa.Value, depth int) bool {
	if v == err {
		return true
	}
	if depth > 3 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Phi:
		found := false
		for _, x := range v.Edges {
			if x == err {
				found = true
				continue
			}
			if in, ok := x.(ssa.Instruction); ok && in.Block() != nil && cy.blocks[in.Block()] && x != v && !p.holds(cy, x, err, depth+1) {
				return false // the error of another call too
			}
		}
		return found
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return false
		}
		cell, owner := p.eval(v.Parent()).cell(v.X)
		if cell == nil {
			return false
		}
		found := false
		for _, st := range owner.storesTo(cell) {
			if st.Val == err {
				found = true
			} else if st.Parent() == cy.head.Parent() && cy.blocks[st.Block()] {
				return false
			}
		}
		return found
	}
	return false
}

// turns reports whether control can come from a block to the head of the loop.
// Further checks of the error go the way that is known already.
func (p *pkg) turns(cy *cycle, from *ssa.BasicBlock, err ssa.Value, hasFailed bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	work := []*ssa.BasicBlock{from}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == cy.head {
			return true
		}
		if seen[b] || !cy.blocks[b] {
			continue
		}
		seen[b] = true
		if v, failed, passed := nilCheck(b); v != nil && v == err {
			if hasFailed {
				work = append(work, failed)
			} else {
				work = append(work, passed)
			}
			continue
		}
		work = append(work, b.Succs...)
	}
	return false
}

// varying decides whether a value may be another one in the next turn of a
// loop: then what is called with it is not the same call.
type varying struct {
	p    *pkg
	cy   *cycle
	seen map[ssa.Value]bool
}

func (v *varying) inside(in ssa.Instruction) bool {
	return in.Parent() == v.cy.head.Parent() && v.cy.blocks[in.Block()]
}

func (v *varying) of(x ssa.Value) bool {
	in, ok := x.(ssa.Instruction)
	if !ok || v.seen[x] {
		return false
	}
	load, isLoad := x.(*ssa.UnOp)
	isLoad = isLoad && load.Op == token.MUL
	if !v.inside(in) {
		// A variable from outside may be assigned inside.
		if al, ok := x.(*ssa.Alloc); ok {
			v.seen[x] = true
			return v.written(al)
		}
		return false
	}
	v.seen[x] = true
	switch x := x.(type) {
	case *ssa.Phi:
		if x.Block() == v.cy.head {
			return true
		}
	case *ssa.Next, *ssa.Select:
		return true
	case *ssa.UnOp:
		if x.Op == token.ARROW {
			return true
		}
		if isLoad {
			if cell, _ := v.p.eval(x.Parent()).cell(x.X); cell != nil && v.written(cell) {
				return true
			}
			if fa, ok := x.X.(*ssa.FieldAddr); ok && v.fieldWritten(fa) {
				return true
			}
		}
	case *ssa.Alloc:
		return v.written(x)
	case *ssa.Call:
		cal := v.p.callee(v.p.eval(x.Parent()), x.Common())
		for _, r := range cal.rows {
			if r.Role == model.Receive || r.Role == model.Element {
				return true
			}
		}
		if cal.obj != nil && words.IsFetching(cal.obj.Name()) && !(cal.obj.Pkg() != nil && stdPath(cal.obj.Pkg().Path())) {
			return true
		}
	}
	for _, op := range in.Operands(nil) {
		if *op != nil && v.of(*op) {
			return true
		}
	}
	return false
}

// written reports whether something that varies is stored into the variable, or a part of it, in the loop.
func (v *varying) written(al *ssa.Alloc) bool {
	var check func(addr ssa.Value, depth int) bool
	check = func(addr ssa.Value, depth int) bool {
		if addr.Referrers() == nil || depth > 4 {
			return false
		}
		for _, in := range *addr.Referrers() {
			switch in := in.(type) {
			case *ssa.Store:
				if in.Addr == addr && v.inside(in) {
					if x, ok := in.Val.(*ssa.Extract); ok && al.Block() != nil && !v.cy.blocks[al.Block()] {
						if _, ok := x.Tuple.(*ssa.Call); ok && !isError(x.Type()) {
							return true // a result kept for the next turn
						}
					}
					if v.of(in.Val) {
						return true
					}
				}
			case *ssa.FieldAddr:
				if in.X == addr && check(in, depth+1) {
					return true
				}
			case *ssa.IndexAddr:
				if in.X == addr && check(in, depth+1) {
					return true
				}
			}
		}
		return false
	}
	return check(al, 0)
}

// fieldWritten reports whether the loop assigns the field that is loaded.
func (v *varying) fieldWritten(fa *ssa.FieldAddr) bool {
	f := fieldOf(fa.X.Type(), fa.Field)
	for b := range v.cy.blocks {
		for _, in := range b.Instrs {
			st, ok := in.(*ssa.Store)
			if !ok {
				continue
			}
			if other, ok := st.Addr.(*ssa.FieldAddr); ok && f != nil && fieldOf(other.X.Type(), other.Field) == f {
				return true
			}
		}
	}
	return false
}

// leftInCycle returns what a turn of the loop leaves behind.
func (p *pkg) leftInCycle(cy *cycle, again *ssa.Call) remains {
	e := p.eval(again.Parent())
	r := nothing
	for b := range cy.blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case ssa.CallInstruction:
				if again.Common().Value == in.Common().Value && p.repeatsParameter(again) {
					continue // decided where the function is given
				}
				r = max(r, p.leftAt(e, in))
			case *ssa.Send:
				if isError(in.X.Type()) {
					r = something
				}
			}
		}
	}
	return r
}

// repeatsParameter reports whether the call calls a function that its own function was given.
func (p *pkg) repeatsParameter(c *ssa.Call) bool {
	if c.Common().IsInvoke() {
		return false
	}
	if _, ok := c.Common().Value.Type().Underlying().(*types.Signature); !ok {
		return false
	}
	owner, _ := p.paramBehind(p.eval(c.Parent()), c.Common().Value, 0)
	return owner != nil && encloses(owner, c.Parent())
}

// underSpan reports whether a span is open around an instruction: one that its
// context holds, one started before it, or one that all callers have started.
func (p *pkg) underSpan(fn *ssa.Function, in ssa.Instruction, ctx Val, cy *cycle, depth int) (Tri, token.Pos) {
	for _, a := range ctx {
		if a.Kind == KStarted {
			return Yes, a.pos
		}
	}
	if pos := p.openSpan(fn, in, cy); pos.IsValid() {
		return Yes, pos
	}
	if depth > 5 || p.isHandler(fn) {
		return Maybe, token.NoPos
	}
	if fn.Parent() != nil {
		at := placeIn(fn.Parent(), fn.Blocks[0].Instrs[0])
		if at == nil {
			return Maybe, token.NoPos
		}
		for _, c := range p.callers[fn] {
			if call, ok := c.(*ssa.Call); ok && call.Parent() == fn.Parent() {
				at = call
			} else {
				return Maybe, token.NoPos // run later
			}
		}
		if _, ok := at.(*ssa.Go); ok {
			return Maybe, token.NoPos
		}
		return p.underSpan(fn.Parent(), at, ctx, nil, depth+1)
	}
	obj, _ := fn.Object().(*types.Func)
	if obj == nil || p.taken[fn] || obj.Exported() && p.types.Name() != "main" {
		return Maybe, token.NoPos
	}
	n, pos := 0, token.NoPos
	for _, c := range p.callers[fn] {
		if p.isTest(c.Pos()) {
			continue
		}
		if _, ok := c.(*ssa.Call); !ok {
			return Maybe, token.NoPos
		}
		var given Val
		e := p.eval(c.Parent())
		for i, a := range c.Common().Args {
			if isContext(a.Type()) && ctx.any(func(x Atom) bool { return x.Kind == KParam && x.fn == fn && x.Index == i }) {
				given = given.union(e.of(a).asContext().contexts())
			}
		}
		span, at := p.underSpan(c.Parent(), c, given, nil, depth+1)
		if span != Yes {
			return Maybe, token.NoPos
		}
		n, pos = n+1, at
	}
	if n == 0 {
		return Maybe, token.NoPos
	}
	return Yes, pos
}

// openSpan returns where a span was started that is still open at in, if that
// is certain. If cy is given, spans started in its turns do not count.
func (p *pkg) openSpan(fn *ssa.Function, in ssa.Instruction, cy *cycle) token.Pos {
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		if !b.Dominates(in.Block()) || cy != nil && cy.blocks[b] {
			continue
		}
		for _, x := range b.Instrs {
			if x == in {
				break
			}
			c, ok := x.(*ssa.Call)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if r.Role == model.StartSpan && !p.endedBetween(e, c, in) {
					return c.Pos()
				}
			}
		}
	}
	return token.NoPos
}
