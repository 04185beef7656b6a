package eventflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// What becomes of an event that is not handled: because its handling failed, or
// because it has been handled before.

// Failure is a path on which a handler gives up on an event and says nothing.
type Failure struct {
	Pos, End  token.Pos // the condition under which the path is taken
	Name      string    // the call that failed, or that says that the event was handled before
	Call      token.Pos
	Handler   token.Pos
	How       string // what the path does: "acks", "continues", "returns"
	Duplicate bool   // the event was handled before
}

// Uncounted is a span of a handler that does not tell how often its event was delivered.
type Uncounted struct {
	Call  *ast.CallExpr // the start of the span
	Count string        // where the library has the number
}

// judgeFailures looks at the paths of handlers on which an event is given up.
func (p *pkg) judgeFailures() {
	for _, fn := range p.funcs {
		if p.isTest(fn.Pos()) && !p.cfg.Tests {
			continue
		}
		var all []*cycle
		for _, h := range p.stretches(fn) {
			if all == nil {
				all = cycles(fn)
			}
			p.failuresOf(h, all)
			if !h.given {
				p.uncounted(h)
			}
		}
	}
}

// stretch is a part of a function in which one event is handled: all of a
// handler, or what follows on a receive.
type stretch struct {
	fn    *ssa.Function
	rt    *root
	after ssa.Instruction // the receive
	given bool            // a function that is given what is in the event, by one that handles it
}

// isEvent reports whether an atom is the event, or a part of it.
func (h stretch) isEvent(p *pkg, a Atom) bool {
	return p.isMessage(a) || h.given && a.Kind == KParam && a.fn == h.rt.fn && a.Index == h.rt.msg
}

// stretches returns the parts of fn in which events are handled.
func (p *pkg) stretches(fn *ssa.Function) []stretch {
	out := p.ownStretches(fn)
	if len(out) > 0 {
		return out
	}
	outer := fn
	for p.calledOnTheSpot(outer) {
		outer = outer.Parent()
	}
	if i := p.payloadParam(outer, 0); i >= 0 {
		out = append(out, stretch{fn: fn, rt: &root{fn: outer, msg: i, ctx: -1, part: true}, given: true})
	}
	return out
}

// payloadParam returns the parameter of fn by which a handler or receive loop
// of this package gives it what is in an event, or hands it on, -1 if there is
// none. Only an fn that can say whether it handled the event counts: one that returns an error.
func (p *pkg) payloadParam(fn *ssa.Function, depth int) int {
	if depth > 3 || fn.Parent() != nil || p.roots[fn] != nil || fn.Signature.Results().Len() != 1 || !isError(fn.Signature.Results().At(0).Type()) {
		return -1
	}
	for _, in := range p.callers[fn] {
		c, ok := in.(*ssa.Call)
		if !ok || p.isTest(c.Pos()) || len(c.Common().Args) != len(fn.Params) {
			continue
		}
		if q := p.givenAlong(c, depth); q >= 0 {
			return q
		}
		if !slices.ContainsFunc(p.ownStretches(c.Parent()), func(h stretch) bool { return h.after == nil || p.comesAfter(h.after, c) }) {
			continue
		}
		e := p.eval(c.Parent())
		for i, a := range c.Common().Args {
			if !contextLike(a.Type()) && p.holdsPayload(e, a) {
				return i
			}
		}
	}
	return -1
}

// givenAlong returns the argument of the call that is what its function was given
// of an event, if it returns what the call returns, -1 if there is none.
func (p *pkg) givenAlong(c *ssa.Call, depth int) int {
	from := c.Parent()
	for p.calledOnTheSpot(from) {
		from = from.Parent()
	}
	if !slices.ContainsFunc(*c.Referrers(), func(in ssa.Instruction) bool { _, ok := in.(*ssa.Return); return ok }) {
		return -1
	}
	i := p.payloadParam(from, depth+1)
	return slices.IndexFunc(c.Common().Args, func(a ssa.Value) bool {
		return i >= 0 && p.eval(c.Parent()).of(a).any(func(x Atom) bool { return x.Kind == KParam && x.fn == from && x.Index == i && x.Path == "" && !x.Weak })
	})
}

// holdsPayload reports whether v is the body of a message, or a value made here that has it in a field.
func (p *pkg) holdsPayload(e *evaluator, v ssa.Value) bool {
	body := func(e *evaluator, v ssa.Value) bool {
		return isBytes(v.Type()) && e.of(v).any(func(a Atom) bool { return p.isMessage(a) && a.Path != "" && p.messagePart(a) == messageBody })
	}
	if body(e, v) {
		return true
	}
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		v = u.X
	}
	al, ok := v.(*ssa.Alloc)
	return ok && slices.ContainsFunc(e.follow(al).writes, func(w write) bool { return w.path != "" && body(p.eval(w.in.Parent()), w.val) })
}

// ownStretches are those in which fn itself has the message.
func (p *pkg) ownStretches(fn *ssa.Function) []stretch {
	var out []stretch
	outer := fn
	for outer != nil && p.roots[outer] == nil && p.calledOnTheSpot(outer) {
		outer = outer.Parent()
	}
	if rt := p.roots[outer]; outer != nil && rt != nil && rt.msg >= 0 && rt.far == nil {
		if rt.row == nil || rt.row.Role == model.Handle && !p.awaitsReply(rt) {
			out = append(out, stretch{fn: fn, rt: rt})
		}
		return out
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if v, ok := in.(ssa.Value); ok {
				if rt := p.receiveAt(fn, in, v); rt != nil {
					out = append(out, stretch{fn: fn, rt: rt, after: in})
				}
			}
		}
	}
	return out
}

// awaitsReply reports whether the handler is registered for the answers to a
// request rather than for events.
func (p *pkg) awaitsReply(rt *root) bool {
	c, ok := rt.at.(ssa.CallInstruction)
	if !ok {
		return false
	}
	topic, ok := arg(rt.row.Topic, c.Common()).(*ssa.Call)
	if !ok {
		return false
	}
	obj := p.calleeObj(topic.Common())
	return obj != nil && strings.Contains(obj.Name(), "Inbox")
}

// calledOnTheSpot reports whether fn is a function literal that its function calls itself.
func (p *pkg) calledOnTheSpot(fn *ssa.Function) bool {
	if fn.Parent() == nil || p.taken[fn] && len(p.callers[fn]) == 0 {
		return false
	}
	for _, c := range p.callers[fn] {
		if _, ok := c.(*ssa.Call); !ok || c.Parent() != fn.Parent() {
			return false
		}
	}
	return len(p.callers[fn]) > 0
}

func (p *pkg) failuresOf(h stretch, all []*cycle) {
	for _, b := range h.fn.Blocks {
		if h.after != nil && !h.after.Block().Dominates(b) {
			continue
		}
		if f := p.swallowed(h, all, b); f != nil {
			p.out.Failures = append(p.out.Failures, f)
		}
		if f := p.duplicate(h, all, b); f != nil {
			p.out.Failures = append(p.out.Failures, f)
		}
	}
}

// swallowed returns the failure that the check at the end of the block drops, nil if it does not.
func (p *pkg) swallowed(h stretch, all []*cycle, b *ssa.BasicBlock) *Failure {
	err, failed, _ := nilCheck(b)
	if err == nil || !isError(err.Type()) || failed != b.Succs[0] {
		return nil // the path of a failure is one that is written down
	}
	var c *ssa.Call
	switch x := err.(type) {
	case *ssa.Call:
		c = x
	case *ssa.Extract:
		c, _ = x.Tuple.(*ssa.Call)
	}
	if c == nil || h.after == ssa.Instruction(c) || h.after != nil && !p.comesAfter(h.after, c) || !p.concerns(h, c) || p.usedElsewhere(err) {
		return nil
	}
	how, left := p.givesUp(h, all, b, failed)
	if how == "" {
		return nil
	}
	left = max(left, p.leftAt(p.eval(h.fn), c))
	f := p.failure(h, b, c, how)
	switch left {
	case something:
		return nil
	case doubt:
		p.unclear(f.Pos, "failure-unknown", f.Name)
		return nil
	}
	return f
}

func (p *pkg) comesAfter(a, b ssa.Instruction) bool {
	return a.Block() == b.Block() && before(a, b) || a.Block() != b.Block() && a.Block().Dominates(b.Block())
}

func (p *pkg) failure(h stretch, b *ssa.BasicBlock, c *ssa.Call, how string) *Failure {
	f := &Failure{Pos: c.Pos(), Call: c.Pos(), How: how, Handler: h.fn.Pos()}
	if obj := p.calleeObj(c.Common()); obj != nil {
		f.Name = callName(obj)
	}
	if call := p.callAt(c); call != nil {
		f.Pos, f.End, f.Call = call.Pos(), call.Lparen, call.Pos()
	}
	if h.after != nil {
		f.Handler = h.after.Pos()
	} else if h.rt.msg < len(h.rt.fn.Params) {
		f.Handler = h.rt.fn.Params[h.rt.msg].Pos()
	}
	p.atCondition(f, h.fn, b)
	return f
}

// atCondition points a failure at the if statement that a block ends in.
func (p *pkg) atCondition(f *Failure, fn *ssa.Function, b *ssa.BasicBlock) {
	jump, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || fn.Syntax() == nil {
		return
	}
	pos := jump.Cond.Pos()
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		if s, ok := n.(*ast.IfStmt); ok && s.Cond.Pos() <= pos && pos < s.Cond.End() {
			f.Pos, f.End = s.Pos(), s.Cond.End()
		}
		return true
	})
}

// concerns reports whether an error of the call is a failure to handle the
// event: it takes the payload apart, or does work for it.
func (p *pkg) concerns(h stretch, c *ssa.Call) bool {
	e := p.eval(h.fn)
	cal := p.callee(e, c.Common())
	if len(cal.rows) > 0 {
		return !h.given && slices.ContainsFunc(cal.rows, func(r *model.Row) bool { return r.Role == model.Publish }) // others settle, inject, ...
	}
	if cal.obj != nil {
		if cal.obj.Pkg() != nil && cal.obj.Pkg().Path() == "context" || words.IsEnding(cal.obj.Name()) {
			return false
		}
		if ws := words.Split(cal.obj.Name()); len(ws) > 0 {
			switch ws[0] {
			case "ack", "nack", "nak", "commit", "rollback": // the broker, or the database, knows
				return false
			case "new", "make", "marshal", "encode": // does not fail because of the event
				return false
			}
		}
	}
	recv := arg(model.Recv(), c.Common())
	for _, a := range callArgs(c.Common()) {
		if contextLike(a.Type()) {
			if h.given { // what else is done for the event may be of less weight than the event
				return false
			}
			if cal.obj == nil || !words.IsSettingUp(cal.obj.Name()) {
				return true
			}
			continue
		}
		made := e.of(a)
		if a != recv { // whoever does the work has seen other events too
			made = p.touches(e, a)
		}
		for _, x := range made {
			if h.isEvent(p, x) && p.isPayload(x) {
				return true
			}
		}
	}
	return false
}

// isPayload reports whether an atom is a message as a whole or its body, not its headers.
func (p *pkg) isPayload(a Atom) bool {
	return a.Path == "" || p.messagePart(a) == messageBody
}

// usedElsewhere reports whether an error is looked at other than by comparing it with nil.
func (p *pkg) usedElsewhere(err ssa.Value) bool {
	seen := map[ssa.Value]bool{}
	var used func(v ssa.Value) bool
	used = func(v ssa.Value) bool {
		if seen[v] {
			return false
		}
		seen[v] = true
		for _, in := range *v.Referrers() {
			switch in := in.(type) {
			case *ssa.BinOp:
				if !isNil(in.X) && !isNil(in.Y) {
					return true
				}
			case *ssa.Phi:
				if used(in) {
					return true
				}
			case *ssa.DebugRef:
			default:
				return true
			}
		}
		return false
	}
	return used(err)
}

// givesUp returns what the handler does on a path instead of handling the event,
// "" if it goes on or leaves something behind that shows: an error that is
// returned, a value that is stored or sent, a message given back.
func (p *pkg) givesUp(h stretch, all []*cycle, from, to *ssa.BasicBlock) (how string, left remains) {
	e := p.eval(h.fn)
	turn := func(b *ssa.BasicBlock) bool { // b begins the next turn of the loop around
		cy := smallest(all, from)
		if cy == nil || h.after != nil && !cy.blocks[h.after.Block()] && !p.eachEvent(e, cy) {
			return false
		}
		for range 3 {
			if b == cy.head {
				return true
			}
			if len(b.Succs) != 1 || hasCall(b) {
				return false
			}
			b = b.Succs[0]
		}
		return false
	}
	if len(to.Preds) > 1 {
		if turn(to) && !p.settlesElsewhere(h, nil) {
			return "continues", nothing
		}
		return "", nothing
	}
	settles, unsettled := false, p.settlesElsewhere(h, to)
	for _, b := range h.fn.Blocks {
		if !to.Dominates(b) {
			continue
		}
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Defer:
				return "", nothing
			case ssa.CallInstruction:
				acks, l := p.afterFailure(e, in)
				if l == something {
					return "", nothing
				}
				settles = settles || acks
				left = max(left, l)
			case *ssa.Store:
				if _, local := in.Addr.(*ssa.Alloc); !local && !varargs(in.Addr) {
					return "", nothing
				}
			case *ssa.MapUpdate, *ssa.Send:
				return "", nothing
			case *ssa.Return:
				if !silentReturn(p, h, in) {
					return "", nothing
				}
				how = "returns"
			}
		}
		for _, s := range b.Succs {
			if to.Dominates(s) {
				continue
			}
			if !turn(s) {
				return "", nothing
			}
			how = "continues"
		}
	}
	switch {
	case settles:
		return "acks", left
	case how != "" && unsettled:
		return "", nothing // not acknowledged, as it would be otherwise: it comes again
	}
	for _, b := range h.fn.Blocks {
		for _, in := range b.Instrs {
			if d, ok := in.(*ssa.Defer); ok && p.leftAt(e, d) == something {
				return "", nothing
			}
		}
	}
	return how, left
}

// eachEvent reports whether the loop goes through the events of a batch.
func (p *pkg) eachEvent(e *evaluator, cy *cycle) bool {
	for b := range cy.blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.IndexAddr:
				mt := p.soleMessage(pointee(in.Type()))
				if mt == nil || !mt.Received {
					continue
				}
				at, ok := in.Index.(ssa.Instruction)
				if !ok || !cy.blocks[at.Block()] {
					continue
				}
				if list, ok := in.X.(ssa.Instruction); ok && cy.blocks[list.Block()] {
					continue
				}
				if e.of(in.X).any(func(a Atom) bool { return p.isMessage(a) && !a.Weak && p.messagePart(a) == wholeMessage }) {
					return true
				}
			case *ssa.Call:
				if slices.ContainsFunc(p.rowsAt(e, in.Common()), func(r *model.Row) bool { return r.Role == model.Element && r.Callback.At.IsZero() }) {
					return true
				}
			}
		}
	}
	return false
}

func hasCall(b *ssa.BasicBlock) bool {
	for _, in := range b.Instrs {
		if _, ok := in.(ssa.CallInstruction); ok {
			return true
		}
	}
	return false
}

// varargs reports whether an address lies in a local array, as that of a variadic call does.
func varargs(addr ssa.Value) bool {
	ia, ok := addr.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	_, ok = ia.X.(*ssa.Alloc)
	return ok
}

// afterFailure returns whether a call acknowledges the event, and what it leaves behind.
func (p *pkg) afterFailure(e *evaluator, in ssa.CallInstruction) (acks bool, left remains) {
	if _, ok := in.(*ssa.Go); ok {
		return false, something
	}
	c := in.Common()
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return false, p.leftAt(e, in)
	}
	cal := p.callee(e, c)
	if cal.obj != nil && words.IsRefusal(cal.obj.Name()) {
		return false, something
	}
	if slices.ContainsFunc(callArgs(c), func(a ssa.Value) bool { return isResponse(a.Type()) }) {
		return false, something // whoever sent the event is told
	}
	for _, r := range cal.rows {
		switch r.Role {
		case model.Settle:
			return true, nothing
		case model.Publish:
			return false, something // a dead letter
		}
	}
	if left = p.leftAt(e, in); left != nothing || len(cal.rows) > 0 || cal.standing == library {
		return false, left
	}
	if cal.obj != nil && cal.obj.Pkg() != nil && stdPath(cal.obj.Pkg().Path()) && !p.inHouse(cal.obj.Pkg().Path()) {
		return false, left
	}
	if n, ok := derefNamed(c.Value.Type()); ok && n == "CancelFunc" {
		return false, left
	}
	return false, something // house code that may note the failure somewhere
}

// isResponse reports whether t is that of the response to an HTTP request.
func isResponse(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "net/http" && n.Obj().Name() == "ResponseWriter"
}

// settlesElsewhere reports whether the handler acknowledges its event itself,
// but not on the path that begins at a block, nil for one without any.
func (p *pkg) settlesElsewhere(h stretch, path *ssa.BasicBlock) bool {
	e := p.eval(h.fn)
	for _, b := range h.fn.Blocks {
		if path != nil && path.Dominates(b) {
			continue
		}
		for _, in := range b.Instrs {
			ci, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, ci.Common()) {
				if r.Role == model.Settle {
					return true
				}
			}
		}
	}
	return false
}

// silentReturn reports whether what a handler returns says that all went well.
func silentReturn(p *pkg, h stretch, ret *ssa.Return) bool {
	for _, v := range ret.Results {
		if !isError(v.Type()) && p.index.Message(elemType(v.Type())) == nil {
			return false
		}
		if !isNil(v) {
			return false
		}
	}
	return true
}

// duplicate returns the path on which an event that was handled before is
// dropped, nil if there is none or it shows.
func (p *pkg) duplicate(h stretch, all []*cycle, b *ssa.BasicBlock) *Failure {
	if len(b.Instrs) == 0 {
		return nil
	}
	jump, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	cond, to := jump.Cond, b.Succs[0]
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		cond, to = not.X, b.Succs[1]
	}
	name := p.seenName(cond)
	if name == "" || p.openSpan(h.fn, jump, nil).IsValid() {
		return nil
	}
	how, left := p.givesUp(h, all, b, to)
	if how == "" || left != nothing {
		return nil
	}
	f := &Failure{Pos: cond.Pos(), Name: name, How: how, Handler: h.fn.Pos(), Duplicate: true}
	p.atCondition(f, h.fn, b)
	return f
}

// seenName returns what says that an event was handled before, "" if nothing does.
func (p *pkg) seenName(v ssa.Value) string {
	if !types.Identical(v.Type().Underlying(), types.Typ[types.Bool]) {
		return ""
	}
	switch x := v.(type) {
	case *ssa.Extract:
		switch t := x.Tuple.(type) {
		case *ssa.Call:
			return p.seenCall(t)
		case *ssa.Lookup:
			return seenStore(t.X)
		}
	case *ssa.Lookup:
		return seenStore(x.X)
	case *ssa.Call:
		return p.seenCall(x)
	}
	return ""
}

func (p *pkg) seenCall(c *ssa.Call) string {
	obj := p.calleeObj(c.Common())
	if obj == nil {
		return ""
	}
	if words.IsSeen(obj.Name()) {
		return callName(obj)
	}
	if obj.Pkg() != nil && obj.Pkg().Path() == "errors" && obj.Name() == "Is" && len(c.Common().Args) == 2 {
		if u, ok := c.Common().Args[1].(*ssa.UnOp); ok {
			if g, ok := u.X.(*ssa.Global); ok && words.IsSeen(g.Name()) {
				return g.Name()
			}
		}
	}
	return ""
}

// seenStore returns the name of a map of events handled before.
func seenStore(v ssa.Value) string {
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		v = u.X
	}
	switch x := v.(type) {
	case *ssa.FieldAddr:
		if f := fieldOf(x.X.Type(), x.Field); f != nil && words.IsSeen(f.Name()) {
			return f.Name()
		}
	case *ssa.Global:
		if words.IsSeen(x.Name()) {
			return x.Name()
		}
	}
	return ""
}
