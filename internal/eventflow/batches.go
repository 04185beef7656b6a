package eventflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// One span over several messages has several causes. A span has one parent,
// so all of them can be told only by links, or by a span for each message.

// Batch is a span that covers several received messages and hides their causes.
type Batch struct {
	Call  *ast.CallExpr // starts the span
	Name  string        // how the source names the batch, "" if it does not
	Use   token.Pos     // where the messages are gone through, or handed on, under the span
	First bool          // its parent is the first message
	Made  bool          // it covers no more than the publish of one message that is made of all of them
	Func  ast.Node
}

// judgeBatches finds the spans that cover several messages.
func (p *pkg) judgeBatches() {
	for _, fn := range p.funcs {
		var uses []*batchUse
		looked := false
		for _, eff := range p.effects(fn) {
			start, ok := eff.in.(*ssa.Call)
			if !ok || eff.Kind != EStart || start.Parent() != fn || !p.outlives(fn, start, eff) {
				continue
			}
			if !looked {
				uses, looked = p.usesIn(fn), true
			}
			for _, u := range uses {
				if !p.covers(start, u) {
					continue
				}
				p.overBatch[start] = p.overBatch[start] || !u.settle
				if p.judgeBatch(fn, start, eff, u) {
					break
				}
			}
			p.judgeDecorator(fn, start, eff)
		}
	}
}

// outlives reports whether the span that the call starts is still running when
// the call has returned.
func (p *pkg) outlives(fn *ssa.Function, start *ssa.Call, eff *Effect) bool {
	if eff.Depth == 0 {
		return true
	}
	if len(p.startsAt(p.eval(fn), start)) > 0 {
		return true
	}
	res := start.Common().Signature().Results()
	for v := range res.Variables() {
		if isSpan(v.Type()) {
			return true
		}
	}
	return false
}

// isSpan reports whether a value of the type can be ended: it is a span, or wraps one.
func isSpan(t types.Type) bool {
	if isError(t) {
		return false
	}
	if _, ok := t.(*types.Pointer); !ok && !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	return types.NewMethodSet(t).Lookup(nil, "End") != nil
}

// judgeBatch adds what is wrong with a span that covers a batch. It reports
// whether nothing more is to be said about the span.
func (p *pkg) judgeBatch(fn *ssa.Function, start *ssa.Call, eff *Effect, u *batchUse) bool {
	call := p.callAt(start)
	if call == nil || eff.Linked && !eff.Kept || eff.Opts > 0 || p.linksIn(topmost(fn)) {
		return true
	}
	first := p.fromFirst(start, eff)
	if u.settle && !first {
		return false
	}
	if !first && (eff.Ctx.has(KStarted) || eff.Ctx.any(func(a Atom) bool { return a.Extracted || p.isMessage(a) })) {
		return true // below a span that is judged itself, or already in some message's trace
	}
	if !first && eff.Ctx.has(KUnknown) {
		p.unclear(start.Pos(), "context-unknown", eff.Ctx.String())
		return true
	}
	if !first && !p.outermost(fn, eff) {
		p.unclear(start.Pos(), "callers-span-unknown", callName(p.calleeObj(start.Common())))
		return true
	}
	var seen eachMessage
	switch {
	case u.settle:
	case u.loop != nil:
		for b := range u.loop {
			p.lookAtEach(b, &seen, 0)
		}
	case u.body != nil:
		for _, b := range u.body.Blocks {
			p.lookAtEach(b, &seen, 0)
		}
	}
	switch {
	case seen.traced, seen.started && !first:
		return true
	case seen.unknown != "":
		p.unclear(u.at.Pos(), "batch-callee-unknown", seen.unknown)
		return true
	case !seen.works && !u.settle && (u.loop != nil || u.body != nil):
		return false
	}
	p.out.Batches = append(p.out.Batches, &Batch{Call: call, Name: p.batchName(u), Use: u.place(), First: first, Made: u.made, Func: fn.Syntax()})
	return true
}

// eachMessage is what is done with each message of a batch.
type eachMessage struct {
	works   bool   // something
	started bool   // a span
	traced  bool   // something in the message's own trace, or with its carrier handed on
	unknown string // a call of nobody knows what

	bodies map[*ssa.Function]bool
}

// lookAtEach looks at what a block does with a message.
func (p *pkg) lookAtEach(b *ssa.BasicBlock, seen *eachMessage, depth int) {
	e := p.eval(b.Parent())
	if seen.bodies == nil {
		seen.bodies = map[*ssa.Function]bool{}
	}
	into := func(fn *ssa.Function) {
		if fn.Blocks == nil || seen.bodies[fn] || depth > 4 {
			return
		}
		seen.bodies[fn] = true
		for _, b := range fn.Blocks {
			p.lookAtEach(b, seen, depth+1)
		}
	}
	part := func(t types.Type, i int, v ssa.Value) {
		mt := p.index.Message(t)
		f := fieldOf(t, i)
		if mt == nil || f == nil {
			return
		}
		seen.works = true
		if f.Name() == mt.Context && !p.onlyLinked(e, v) {
			seen.traced = true
		}
	}
	for _, in := range b.Instrs {
		switch in := in.(type) {
		case *ssa.FieldAddr:
			part(in.X.Type(), in.Field, in)
		case *ssa.Field:
			part(in.X.Type(), in.Field, in)
		case *ssa.MakeClosure:
			into(in.Fn.(*ssa.Function))
		case ssa.CallInstruction:
			p.lookAtCall(e, in, seen, into)
		}
	}
}

func (p *pkg) lookAtCall(e *evaluator, in ssa.CallInstruction, seen *eachMessage, into func(*ssa.Function)) {
	c := in.Common()
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return
	}
	cal := p.callee(e, c)
	given := p.givenMessage(e, c)
	for _, r := range cal.rows {
		switch r.Role {
		case model.StartSpan:
			seen.started = true
		case model.Extract, model.ContextOf:
			if v, ok := in.(*ssa.Call); !ok || !p.onlyLinked(e, v) {
				seen.traced = true
			}
		case model.Link:
			seen.traced = seen.traced || puts(r)
		case model.Settle, model.EndSpan, model.Annotate:
			given = false
		case model.Publish:
			if m := arg(r.Message, c); m != nil {
				if carry, _, _ := p.carryOf(p.contentsBefore(e, m, in), m.Type()); carry == Carries || carry == Unknown {
					seen.traced = true
				}
			}
		}
	}
	switch {
	case len(cal.rows) > 0:
	case cal.fn != nil:
		if !p.isHandler(cal.fn) || p.roots[cal.fn].part {
			into(cal.fn)
		}
	case cal.standing == known && cal.sum != nil:
		for _, eff := range cal.sum.effects() {
			seen.started = seen.started || eff.Kind == EStart
			seen.traced = seen.traced || eff.Linked || eff.Ctx.any(func(a Atom) bool { return a.Extracted })
		}
		for _, v := range cal.sum.results() {
			seen.traced = seen.traced || v.any(func(a Atom) bool { return a.Extracted })
		}
		seen.traced = seen.traced || cal.sum.links()
		if cal.sole && given && seen.unknown == "" {
			seen.unknown = callName(cal.obj)
		}
	case given && (cal.standing == dynamic || cal.standing == foreign) && seen.unknown == "":
		if seen.unknown = callName(cal.obj); seen.unknown == "" {
			seen.unknown = "a function value"
		}
	}
	seen.works = seen.works || given
}

// givenMessage reports whether the call is given a whole message, or several.
func (p *pkg) givenMessage(e *evaluator, c *ssa.CallCommon) bool {
	for _, a := range callArgs(c) {
		t := a.Type()
		if p.index.Message(t) != nil || p.index.Message(elemType(t)) != nil || p.container(t) != nil {
			return true
		}
		if _, ok := t.Underlying().(*types.Interface); ok && !isContext(t) && e.of(a).any(p.wholeOf) {
			return true
		}
		if s, ok := a.(*ssa.Slice); ok {
			for _, x := range elements(e, s) {
				if !isContext(x.Type()) && e.of(x).any(p.wholeOf) {
					return true
				}
			}
		}
	}
	return false
}

// wholeOf reports whether the atom is a received message, or several.
func (p *pkg) wholeOf(a Atom) bool {
	return p.isMessage(a) && a.Form == Plain && !a.Weak && (a.Path == "" || a.Path == "[]")
}

// links reports whether the function adds a link to some span.
func (b *behaviour) links() bool {
	if b.fact != nil {
		return b.fact.Links
	}
	return b.p.linksIn(b.fn)
}

// onlyLinked reports whether a context, or what lies at an address, is used for
// nothing but to make links.
func (p *pkg) onlyLinked(e *evaluator, v ssa.Value) bool {
	n := 0
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if !p.onlyLinked(e, r) {
				return false
			}
			n++
		case *ssa.Call:
			links := false
			for _, row := range p.rowsAt(e, r.Common()) {
				links = links || row.Role == model.Link && !puts(row)
			}
			if !links {
				return false
			}
			n++
		default:
			return false
		}
	}
	return n > 0
}

// puts reports whether the row puts a link on a span, now or at its start: to
// make one is not enough.
func puts(r *model.Row) bool {
	return r.Role == model.Link && !r.Message.IsZero() && r.On.Kind != model.TypeKind
}

// linksIn reports whether fn, or what it calls, puts a link on a span.
func (p *pkg) linksIn(fn *ssa.Function) bool {
	if r, ok := p.linkers[fn]; ok {
		return r
	}
	p.linkers[fn] = false // while it is being found out
	found := false
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if _, ok := c.Common().Value.(*ssa.Builtin); ok {
				continue
			}
			cal := p.callee(e, c.Common())
			for _, r := range cal.rows {
				found = found || puts(r)
			}
			found = found || len(cal.rows) == 0 && cal.standing == known && cal.sum != nil && cal.sum.links()
		}
	}
	for _, cl := range fn.AnonFuncs {
		found = found || p.linksIn(cl)
	}
	p.linkers[fn] = found
	return found
}

// isCount reports whether t is a plain integer, rather than a duration or the like.
func isCount(t types.Type) bool {
	b, ok := types.Unalias(t).(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// covers reports whether the span runs while the batch is gone through.
func (p *pkg) covers(start *ssa.Call, u *batchUse) bool {
	at := u.at.Block()
	if start == u.at || u.loop != nil && u.loop[start.Block()] {
		return false
	}
	if !(start.Block() == at && before(start, u.at) || start.Block() != at && start.Block().Dominates(at)) {
		return false
	}
	if p.onlyOne(u) {
		return false
	}
	for _, end := range p.ends(start) {
		if end.Block() == at && before(end, u.at) && !before(end, start) || end.Block() != at && end.Block().Dominates(at) && (end.Block() != start.Block() && start.Block().Dominates(end.Block()) || end.Block() == start.Block() && before(start, end)) {
			return false
		}
	}
	return true
}

// ends returns the calls, not deferred, that end the span.
func (p *pkg) ends(start *ssa.Call) []ssa.Instruction {
	var out []ssa.Instruction
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		if seen[v] || v.Referrers() == nil {
			return
		}
		seen[v] = true
		for _, r := range *v.Referrers() {
			switch r := r.(type) {
			case *ssa.Extract:
				if !isContext(r.Type()) {
					visit(r)
				}
			case *ssa.Store:
				if r.Val == v {
					visit(r.Addr)
				}
			case *ssa.UnOp:
				if r.Op == token.MUL {
					visit(r)
				}
			case *ssa.MakeInterface:
				visit(r)
			case *ssa.Call:
				if obj := p.calleeObj(r.Common()); obj != nil && obj.Name() == "End" && arg(model.Recv(), r.Common()) != nil {
					out = append(out, r)
				}
			}
		}
	}
	visit(start)
	return out
}

// onlyOne reports whether the batch is known to hold one message where it is used.
func (p *pkg) onlyOne(u *batchUse) bool {
	fn := u.at.Parent()
	for _, b := range fn.Blocks {
		iff, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		cond, ok := iff.Cond.(*ssa.BinOp)
		if !ok || cond.Op != token.EQL && cond.Op != token.NEQ {
			continue
		}
		k, ok := cond.Y.(*ssa.Const)
		if !ok || k.Value == nil || k.Value.Kind() != constant.Int || k.Int64() != 1 {
			continue
		}
		c, ok := cond.X.(*ssa.Call)
		if !ok {
			continue
		}
		bi, ok := c.Common().Value.(*ssa.Builtin)
		if !ok || bi.Name() != "len" || !sameValue(c.Common().Args[0], u.expr) {
			continue
		}
		one := b.Succs[0]
		if cond.Op == token.NEQ {
			one = b.Succs[1]
		}
		if len(one.Preds) == 1 && one.Dominates(u.at.Block()) {
			return true
		}
	}
	return false
}

// outermost reports whether no caller, as far as this package shows, has a
// span of its own around the batch.
func (p *pkg) outermost(fn *ssa.Function, eff *Effect) bool {
	fn = topmost(fn)
	var ctx *Atom
	for i, a := range eff.Ctx {
		if a.Kind == KParam && a.fn == fn && a.Path == "" {
			ctx = &eff.Ctx[i]
		}
	}
	if ctx == nil || p.fetches(fn) {
		return true
	}
	return p.noSpanAbove(fn, ctx.Index, 0)
}

// topmost is the function that fn is a literal in, or fn itself.
func topmost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

func (p *pkg) noSpanAbove(fn *ssa.Function, i, depth int) bool {
	callers := 0
	for _, c := range p.callers[fn] {
		args := c.Common().Args
		if p.isTest(c.Pos()) || i >= len(args) {
			continue
		}
		callers++
		v := p.eval(c.Parent()).of(args[i])
		if v.has(KStarted) || v.has(KUnknown) {
			return false
		}
		up := topmost(c.Parent())
		if p.fetches(up) || depth > 3 {
			continue
		}
		for _, a := range v {
			if a.Kind == KParam && a.fn == up && a.Path == "" && !p.noSpanAbove(up, a.Index, depth+1) {
				return false
			}
		}
	}
	return callers > 0
}

// fetches reports whether messages come in to the function, or to a literal in
// it: it receives them, or calls what does.
func (p *pkg) fetches(fn *ssa.Function) bool {
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if r.Role == model.Receive {
					return true
				}
			}
			if _, ok := c.Common().Value.(*ssa.Builtin); ok {
				continue
			}
			if cal := p.callee(e, c.Common()); len(cal.rows) == 0 && cal.standing == known && cal.sum != nil {
				for _, v := range cal.sum.results() {
					if v.any(func(a Atom) bool { return a.Kind == KMessage && p.wholeOf(a) }) {
						return true
					}
				}
			}
		}
	}
	for _, cl := range fn.AnonFuncs {
		if p.fetches(cl) {
			return true
		}
	}
	return p.isHandler(fn)
}

// batchName is how the source names the batch, where it is gone through or
// handed on; "" if by nothing short.
func (p *pkg) batchName(u *batchUse) string {
	if u.name != "" || u.made {
		return u.name
	}
	if ci, ok := u.at.(ssa.CallInstruction); ok && u.loop == nil || ok && u.given > 0 {
		c := p.callAt(ci)
		if c == nil {
			return ""
		}
		if u.given > 0 {
			i := u.given - 1
			if ci.Common().Signature().Recv() != nil && !ci.Common().IsInvoke() || ci.Common().IsInvoke() {
				i--
			}
			if i < 0 || i >= len(c.Args) {
				return ""
			}
			return shortName(c.Args[i])
		}
		if u.settle {
			return ""
		}
		return shortName(c)
	}
	syntax := u.at.Parent().Syntax()
	if syntax == nil {
		return ""
	}
	name := ""
	ast.Inspect(syntax, func(n ast.Node) bool {
		if r, ok := n.(*ast.RangeStmt); ok && r.Pos() <= u.at.Pos() && u.at.Pos() < r.End() {
			name = shortName(r.X)
		}
		return true
	})
	return name
}

// shortName names what an expression takes its value from: msgs for msgs[1:],
// fetches for fetches.Records().
func shortName(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SliceExpr:
		return shortName(e.X)
	case *ast.SelectorExpr:
		return exprText(e)
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok {
			if _, call := ast.Unparen(sel.X).(*ast.CallExpr); !call {
				return shortName(sel.X)
			}
		}
	}
	return ""
}
