package eventflow

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// verdict is what is known of one publish, seen from one function.
type verdict struct {
	carry   Carry
	ctx     Context
	reads   Tri
	source  model.Source
	injects bool
	origin  *origin
	open    bool // callers decide
	wrapper bool
	reason  string // why carry is Unknown
}

// judge fills the index.
func (p *pkg) judge() {
	conds := map[Far]*Publish{}
	for _, fn := range p.funcs {
		for _, eff := range p.effects(fn) {
			if eff.in.Parent() != fn || p.isTest(eff.in.Pos()) && !p.cfg.Tests {
				continue
			}
			if eff.Kind == EPublish {
				p.judgePublish(fn, eff, conds)
			}
		}
		p.judgeReturns(fn)
	}
	p.ownWrappers()
	p.settleObligations()
	p.judgeBatches()
	p.judgeHandlers()
	p.judgeExtracts()
	p.judgeAsked()
	p.judgeSpans()
	p.judgeRetries()
	p.judgeFailures()
}

// ownWrappers moves what was found at the calls of a wrapper to the wrapper,
// if nobody else can call it and all its calls are bare.
func (p *pkg) ownWrappers() {
	for _, pub := range p.out.Publishes {
		if pub.far == nil || pub.Carries != Bare && pub.Carries != BodyOnly || pub.Reply || pub.Origin == nil || pub.far.in == nil {
			continue
		}
		w := pub.far.fn
		for w != nil && w.Parent() != nil {
			w = w.Parent()
		}
		if w == nil || p.taken[w] {
			continue
		}
		if obj, ok := w.Object().(*types.Func); !ok || obj.Exported() && p.types.Name() != "main" {
			continue
		}
		ci, ok := pub.far.in.(ssa.CallInstruction)
		if !ok || p.judged[*pub.Far] != len(pub.Others)+1 || pub.Call == nil || pub.exported {
			continue
		}
		call := p.callAt(ci)
		if call == nil {
			continue
		}
		pub.Others = append([]token.Pos{pub.Call.Pos()}, pub.Others...)
		pub.Call, pub.Pos, pub.Name, pub.Far = call, call.Pos(), pub.far.Call, nil
		pub.Func = w.Syntax()
		if pub.far.row != nil {
			pub.Row, pub.MsgExpr = pub.far.row, astArg(call, pub.far.row.Message)
		}
		pub.Origin.Name = ""
	}
}

// assess judges a publish from the function it is seen in.
func (p *pkg) assess(fn *ssa.Function, eff *Effect) verdict {
	v := verdict{}
	v.carry, v.injects, v.reason = p.carryOf(eff.Msg, eff.msgT)
	v.ctx = p.contextClass(fn, eff.Ctx)
	v.origin = p.originAt(eff.in)
	v.reads, v.source = p.readsOf(eff)
	if v.origin != nil && v.origin.kind == KParam {
		// A context kept in the receiver, where the caller's own is at hand.
		if v.ctx == UnknownContext && p.keptInReceiver(eff.Ctx) {
			v.ctx = StoredContext
		}
		if data := eff.Msg.filter(func(a Atom) bool { return a.Form == Data }); v.carry == Carries && v.injects && p.keptInReceiver(data) && !eff.Msg.any(func(a Atom) bool { return a.Form == Plain && (a.Kind == KMessage || a.Kind == KUnknown) }) {
			v.carry, v.ctx = FreshOnly, StoredContext
		}
	}
	clientOpen := eff.Client.any(func(a Atom) bool { return a.Kind == KParam && encloses(a.fn, fn) && a.Path == "" })
	ctxOpen := clientOpen || eff.Ctx.any(func(a Atom) bool { return a.Kind == KParam && a.fn != nil && a.Path == "" })

	if v.reads != No && (v.carry == Bare || v.carry == BodyOnly || v.carry == FreshOnly) {
		switch v.source {
		case model.FromContext, model.FromRecordContext:
			if rc := eff.Msg.contexts(); v.source == model.FromRecordContext && len(rc) > 0 {
				v.ctx = p.contextClass(fn, rc) // the record's own context comes first
				ctxOpen = rc.any(func(a Atom) bool { return a.Kind == KParam && a.fn != nil && a.Path == "" })
			}
			if v.reads == Yes && v.ctx == CausalContext {
				v.carry = Carries
				v.open = ctxOpen
			} else if v.reads == Maybe && v.ctx == CausalContext {
				v.carry, v.reason = Unknown, "client-construction-unknown"
				v.open = ctxOpen
			} else if v.ctx == UnknownContext {
				v.carry, v.reason = Unknown, "context-unknown"
			}
		case model.FromMessageContext:
			mc := p.messageContexts(eff)
			if len(mc) > 0 {
				c := p.contextClass(fn, mc)
				v.ctx = c
				switch {
				case c == CausalContext && v.reads == Yes:
					v.carry = Carries
					v.open = mc.any(func(a Atom) bool { return a.Kind == KParam })
				case c == CausalContext:
					v.carry, v.reason = Unknown, "client-construction-unknown"
					v.open = mc.any(func(a Atom) bool { return a.Kind == KParam })
				case c == UnknownContext:
					v.carry, v.reason = Unknown, "message-context-unknown"
				}
			}
		}
	}
	if eff.ByName && v.carry == Bare && v.ctx != FreshContext {
		v.carry, v.reason = Unknown, "interface"
	}
	switch v.carry {
	case Conditional:
		v.open = true
	case Carries:
		if eff.Msg.any(func(a Atom) bool { return a.Kind == KParam && a.Form == Data && a.Path == "" && encloses(a.fn, fn) }) {
			v.open = true
		}
	case Bare:
		if v.origin != nil && v.origin.kind == KParam && p.probes(eff.in) {
			v.origin = nil
		}
		if v.origin == nil && !p.runsFor(eff.in) {
			v.open = true
			if p.handsOver(fn, eff) {
				v.wrapper, v.open = true, false
			}
		}
	}
	if v.carry == Conditional && v.origin == nil && eff.Depth == 0 && p.handsOver(fn, eff) && p.plainEvent(fn, eff) {
		v.carry, v.wrapper, v.open = Bare, true, false
	}
	return v
}

// probes reports whether the instruction belongs to a heartbeat, a health check
// or the like, which nobody caused whatever context it is given.
func (p *pkg) probes(in ssa.Instruction) bool {
	if p.ticks(in) {
		return true
	}
	fn := in.Parent()
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return words.IsProbe(fn.Name())
}

// ticks reports whether the instruction lies in a loop that waits for the clock.
func (p *pkg) ticks(in ssa.Instruction) bool {
	if !loops(in) {
		return false
	}
	for _, b := range in.Parent().Blocks {
		for _, x := range b.Instrs {
			var ch types.Type
			switch x := x.(type) {
			case *ssa.UnOp:
				if x.Op == token.ARROW {
					ch = x.X.Type()
				}
			case *ssa.Select:
				for _, st := range x.States {
					if c, ok := st.Chan.Type().Underlying().(*types.Chan); ok && isTime(c.Elem()) {
						ch = st.Chan.Type()
					}
				}
			}
			if ch == nil {
				continue
			}
			if c, ok := ch.Underlying().(*types.Chan); ok && isTime(c.Elem()) && canReach(x, in) && canReach(in, x) {
				return true
			}
		}
	}
	return false
}

// runsFor reports whether the instruction lies in a function that runs as long
// as its context lasts: what it sends, heartbeats and the like, nobody caused.
func (p *pkg) runsFor(in ssa.Instruction) bool {
	if p.ticks(in) {
		return true
	}
	for fn := in.Parent(); fn != nil; fn = fn.Parent() {
		if words.IsProbe(fn.Name()) {
			return true
		}
		for _, q := range fn.Params {
			if isContext(q.Type()) && p.lifetime(fn, q) {
				return true
			}
		}
	}
	return false
}

// keptInReceiver reports whether all the contexts come from fields of the receiver.
func (p *pkg) keptInReceiver(v Val) bool {
	if len(v) == 0 {
		return false
	}
	return !v.any(func(a Atom) bool {
		return a.Kind != KParam || a.fn == nil || a.fn.Signature.Recv() == nil || a.Index != 0 || a.Path == "" || a.Extracted
	})
}

// settled reports whether nothing that callers know changes the verdict.
func (p *pkg) settled(eff *Effect) bool {
	if eff.fn == nil || eff.in == nil || eff.ByName {
		return true
	}
	v := p.assess(eff.fn, eff)
	return !v.open
}

// readsOf says whether the client takes its parent from a context, and from which.
func (p *pkg) readsOf(eff *Effect) (Tri, model.Source) {
	if eff.Reads != model.FromNothing {
		return Yes, eff.Reads
	}
	if eff.MayRead == model.FromNothing {
		return No, model.FromNothing
	}
	built := false
	for _, a := range eff.Client {
		switch a.Kind {
		case KInstr:
			if reading(a) {
				return Yes, a.Reads
			}
			built = true // its spans, too, know of nothing but what is injected, or of what comes in
		case KBuilt:
			built = true
		}
	}
	if built && !eff.Client.any(func(a Atom) bool {
		return a.Kind == KUnknown || a.Form == Plain && (a.Kind == KParam || a.Kind == KMessage)
	}) {
		return No, model.FromNothing
	}
	return Maybe, eff.MayRead
}

// reading reports whether an atom is instrumentation that reads a context.
func reading(a Atom) bool {
	return a.Kind == KInstr && a.Reads != model.FromHeaders && a.Reads != model.FromRequest
}

// messageContexts is the contexts that were put into the message.
func (p *pkg) messageContexts(eff *Effect) Val {
	if eff.HasCtx {
		return eff.Msg.contexts().union(eff.Ctx)
	}
	return eff.Msg.contexts()
}

// handsOver reports whether fn publishes on its callers' behalf: it is called
// like a hand-off, takes the event, and has no context of its own.
func (p *pkg) handsOver(fn *ssa.Function, eff *Effect) bool {
	if fn.Parent() != nil || eff.Depth > 0 || p.replies(eff) {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || !words.IsHandOff(obj.Name()) || p.types.Name() == "main" || !obj.Exported() {
		return false
	}
	for _, q := range fn.Params[len(fn.Params)-obj.Signature().Params().Len():] {
		if p.isEvent(q.Type()) {
			return true
		}
	}
	return false
}

// isEvent reports whether t is a struct of this company that has no field for
// an id or a carrier: an event, as far as wrappers are concerned.
func (p *pkg) isEvent(t types.Type) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || !p.inHouse(named.Obj().Pkg().Path()) {
		return false
	}
	st, ok := named.Underlying().(*types.Struct)
	return ok && st.NumFields() >= 2 && p.roomIn(t) != carrier
}

// plainEvent reports whether all that the message takes from parameters are
// structs of this company without any field for an id or carrier.
func (p *pkg) plainEvent(fn *ssa.Function, eff *Effect) bool {
	n := 0
	for _, a := range eff.Msg {
		if a.Kind != KParam || a.Form != Plain {
			continue
		}
		if a.fn != fn || a.Index >= len(fn.Params) {
			return false
		}
		if !p.isEvent(fn.Params[a.Index].Type()) {
			return false
		}
		n++
	}
	return n > 0
}

func (p *pkg) judgePublish(fn *ssa.Function, eff *Effect, conds map[Far]*Publish) {
	if eff.empty || p.vouched(fn) {
		return
	}
	if eff.Settled {
		p.judgeSettled(fn, eff)
		return
	}
	v := p.assess(fn, eff)
	pub := p.newPublish(fn, eff, v)
	if v.reason == "client-construction-unknown" && !p.accepted(eff, "publishctx/no-carrier") {
		p.owe(fn, eff)
	}
	if v.carry == Unknown {
		p.unclear(eff.in.Pos(), v.reason, fmt.Sprintf("%s, context %v, message %v, client %v", pub.Name, eff.Ctx, eff.Msg, eff.Client))
	}
	if eff.Depth > 0 && v.carry != Conditional {
		p.judged[eff.Far]++
	}
	if eff.Depth > 0 && v.carry == Bare && !pub.Reply && eff.Far.Func != "" && !p.out.Directives.Ignored(eff.in.Pos(), "publishctx") {
		// One wrapper is reported once in a package.
		if first := conds[eff.Far]; first != nil {
			first.Others = append(first.Others, eff.in.Pos())
			return
		}
		if v.origin != nil {
			conds[eff.Far] = pub
		}
	}
	p.out.Publishes = append(p.out.Publishes, pub)
}

// judgeSettled looks at a call of a wrapper that was judged for itself: only
// what the caller does with the context is left to say.
func (p *pkg) judgeSettled(fn *ssa.Function, eff *Effect) {
	v := verdict{carry: Carries, ctx: p.contextClass(fn, eff.Ctx), origin: p.originAt(eff.in)}
	if v.ctx == FreshContext && !p.givenCarrier(eff) {
		v.carry, v.reads, v.source = FreshOnly, Yes, model.FromContext
	}
	p.out.Publishes = append(p.out.Publishes, p.newPublish(fn, eff, v))
}

// givenCarrier reports whether what a wrapper is given besides its context
// carries, or may carry, the trace already.
func (p *pkg) givenCarrier(eff *Effect) bool {
	ci, ok := eff.in.(ssa.CallInstruction)
	if !ok {
		return false
	}
	e := p.eval(eff.in.Parent())
	for i, a := range callArgs(ci.Common()) {
		if isContext(a.Type()) || i == 0 && ci.Common().Signature().Recv() != nil || i == 0 && ci.Common().IsInvoke() {
			continue
		}
		switch c, _, _ := p.carryOf(p.contentsBefore(e, a, eff.in), a.Type()); c {
		case Carries, Unknown:
			return true
		}
	}
	return false
}

func (p *pkg) newPublish(fn *ssa.Function, eff *Effect, v verdict) *Publish {
	pub := &Publish{
		Name: eff.Call, Lib: eff.Lib, Carries: v.carry, Context: v.ctx, Reads: v.reads, Source: v.source, Injects: v.injects,
		Payload: eff.Payload, Twin: eff.Twin, Headers: cmp.Or(eff.Headers, "headers"), Async: eff.Async, Reply: p.replies(eff), ByName: eff.ByName, Wrapper: v.wrapper, Pos: eff.in.Pos(), Row: eff.row, Accepts: eff.Accepts,
	}
	if v.carry == Unknown {
		pub.Unclear = v.reason
	}
	ci, _ := eff.in.(ssa.CallInstruction)
	if ci != nil {
		pub.Call = p.callAt(ci)
	} else if eff.at.IsValid() {
		pub.Pos, pub.Send = eff.at, p.sent[eff.at]
	}
	if pub.Call != nil {
		pub.Pos = pub.Call.Pos()
	}
	if eff.Depth > 0 {
		far := eff.Far
		pub.Far = &far
		if eff.origin != nil && eff.origin.in != nil {
			pub.FarPos = eff.origin.in.Pos()
			pub.far = eff.origin
		}
		if ci != nil {
			if obj := p.calleeObj(ci.Common()); obj != nil {
				pub.Name = callName(obj)
				pub.Ending = words.IsStart(obj.Name()) // its context is the life time of what it sets going
				pub.exported = obj.Exported() && p.types.Name() != "main"
			}
		}
	}
	pub.Origin = p.exportedOrigin(v.origin)
	if ci != nil {
		pub.CtxExpr, pub.CtxName = p.ctxExpr(ci, eff, v.ctx)
	}
	pub.Func = p.enclosing(fn)
	if eff.row != nil && eff.Twin != "" {
		twin := p.index.TwinOf(eff.row)
		pub.Takes = twin != nil && twin.Reads == model.FromContext
		if twin != nil && twin.Payload && !pub.Takes {
			pub.Twin = "" // takes a context and has no room for headers either
		}
	}
	pub.Ending = pub.Ending || p.ending(fn, eff.in)
	pub.Detached = p.detached(fn, eff)
	pub.Stale = p.stale(fn, eff, v)
	if v.reads == Yes && v.source == model.FromRecordContext && p.consumedAgain(fn, eff) {
		pub.NewRoot = true
	}
	if eff.row != nil && eff.Depth == 0 && pub.Call != nil {
		pub.MsgExpr = astArg(pub.Call, eff.row.Message)
	}
	return pub
}

func astArg(c *ast.CallExpr, pl model.Place) ast.Expr {
	if pl.Base == model.ArgOf && pl.Index < len(c.Args) {
		return c.Args[pl.Index]
	}
	return nil
}

func (p *pkg) callAt(in ssa.CallInstruction) *ast.CallExpr {
	switch x := in.(type) {
	case *ssa.Call:
		return p.calls[x.Pos()]
	case *ssa.Go:
		return p.calls[x.Common().Pos()]
	case *ssa.Defer:
		return p.calls[x.Common().Pos()]
	}
	return nil
}

func (p *pkg) calleeObj(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := p.funcOf(nil, c.Value); fn != nil {
		obj, _ := fn.Object().(*types.Func)
		return obj
	}
	return nil
}

// ctxExpr finds the expression that makes the context what it is: the call of
// Background or TODO in this package, else the context argument.
func (p *pkg) ctxExpr(in ssa.CallInstruction, eff *Effect, class Context) (ast.Expr, string) {
	call := p.callAt(in)
	var argExpr ast.Expr
	if call != nil {
		for _, a := range call.Args {
			if tv, ok := p.pass.TypesInfo.Types[a]; ok && tv.Type != nil && contextLike(tv.Type) {
				argExpr = a
				break
			}
		}
	}
	src := eff.Ctx
	if len(src) == 0 || !src.has(KFresh) {
		src = eff.Msg
	}
	outer := in.Parent()
	for outer.Parent() != nil {
		outer = outer.Parent()
	}
	for _, a := range src {
		if a.Kind == KFresh && a.pos.IsValid() {
			// In another function the repair would not have the cause at hand.
			if syn := outer.Syntax(); syn != nil && syn.Pos() <= a.pos && a.pos < syn.End() {
				if c := p.calls[a.pos]; c != nil {
					return c, exprText(c)
				}
			}
		}
	}
	if argExpr != nil {
		return argExpr, exprText(argExpr)
	}
	return nil, ""
}

func exprText(e ast.Expr) string {
	s := types.ExprString(e)
	if len(s) > 40 {
		return ""
	}
	return s
}

func (p *pkg) enclosing(fn *ssa.Function) ast.Node { return fn.Syntax() }
