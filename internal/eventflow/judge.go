package eventflow

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

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
	p.judgeHandlers()
	p.judgeExtracts()
}

// ownWrappers moves what was found at the calls of a wrapper to the wrapper,
// if nobody else can call it and all its calls are bare.
func (p *pkg) ownWrappers() {
	for _, pub := range p.out.Publishes {
		if pub.far == nil || pub.Carries != Bare || pub.Origin == nil || pub.far.in == nil {
			continue
		}
		w := pub.far.fn
		if w == nil || w.Parent() != nil || p.taken[w] {
			continue
		}
		if obj, ok := w.Object().(*types.Func); !ok || obj.Exported() && p.types.Name() != "main" {
			continue
		}
		n := 0
		for _, c := range p.callers[w] {
			if !p.isTest(c.Pos()) {
				n++
			}
		}
		ci, ok := pub.far.in.(ssa.CallInstruction)
		if !ok || n != len(pub.Others)+1 || pub.Call == nil {
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
		if v.ctx == UnknownContext && p.keptInReceiver(fn, eff.Ctx) {
			v.ctx = StoredContext
		}
		if data := eff.Msg.filter(func(a Atom) bool { return a.Form == Data }); v.carry == Carries && v.injects && p.keptInReceiver(fn, data) && !eff.Msg.any(func(a Atom) bool { return a.Form == Plain && (a.Kind == KMessage || a.Kind == KUnknown) }) {
			v.carry, v.ctx = FreshOnly, StoredContext
		}
	}
	clientOpen := eff.Client.any(func(a Atom) bool { return a.Kind == KParam && a.fn == fn && a.Path == "" })
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
		if eff.Msg.any(func(a Atom) bool { return a.Kind == KParam && a.Form == Data && a.Path == "" && a.fn == fn }) {
			v.open = true
		}
	case Bare:
		if v.origin == nil {
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

// keptInReceiver reports whether all the contexts come from fields of fn's receiver.
func (p *pkg) keptInReceiver(fn *ssa.Function, v Val) bool {
	if fn.Signature.Recv() == nil || len(v) == 0 {
		return false
	}
	return !v.any(func(a Atom) bool {
		return a.Kind != KParam || a.fn != fn || a.Index != 0 || a.Path == "" || a.Extracted
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
			return Yes, a.Reads
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
	if fn.Parent() != nil || eff.Depth > 0 || eff.Reply {
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

// carryOf says what the contents of a message amount to.
func (p *pkg) carryOf(v Val, msgT types.Type) (c Carry, injects bool, reason string) {
	var carries, cond, body, fresh, unk bool
	for _, a := range v {
		switch {
		case a.Form == Ctx:
		case a.Kind == KInstr, a.Kind == KBuilt, a.Kind == KLink, a.Kind == KNewRoot:
		case a.Kind == KUnknown:
			unk, reason = true, a.Path
		case a.Form == Data:
			switch a.Kind {
			case KFresh, KGlobal:
				fresh = true
			default:
				carries = true
			}
			injects = injects || !a.Weak
		case a.Kind == KMessage || a.Kind == KParam && p.isMessage(a):
			switch p.messagePart(a) {
			case wholeMessage:
				carries = true
			case messageBody:
				if a.Weak {
					unk, reason = true, "payload-of-message"
				} else {
					body = true
				}
			}
		case a.Kind == KParam && a.fn != nil && a.Index < len(a.fn.Params) && isRequest(a.fn.Params[a.Index].Type()):
			// Of a request, its headers tie the event to it; form values and bodies are business.
			if words.IsCausal(a.Path) || words.IsContainer(a.Path) {
				carries = true
			}
		case a.Kind == KParam:
			if name := lastElem(a.Path); name != "" && words.IsCausal(name) {
				carries = true
				continue
			}
			if a.fn != nil && a.Index < len(a.fn.Params) {
				q := a.fn.Params[a.Index]
				if a.Path == "" && words.IsCausal(q.Name()) {
					carries = true
					continue
				}
				if a.Path == "" && isScalar(q.Type()) && !isBytes(q.Type()) && p.business(q.Name(), q.Type()) {
					continue
				}
				if a.Path == "" && !isScalar(q.Type()) && p.roomIn(q.Type()) == noRoom {
					continue
				}
			}
			cond = true
		case a.Kind == KStarted, a.Kind == KCausal, a.Kind == KRequest:
			carries = true
		}
	}
	switch {
	case carries:
		return Carries, injects, ""
	case unk:
		return Unknown, injects, reason
	case cond:
		return Conditional, injects, ""
	case fresh:
		return FreshOnly, injects, ""
	case body:
		return BodyOnly, injects, ""
	}
	return Bare, injects, ""
}

type part uint8

const (
	otherPart part = iota
	wholeMessage
	messageBody
)

// messagePart says which part of a received message an atom is.
func (p *pkg) messagePart(a Atom) part {
	if a.Path == "" {
		if a.Weak {
			return messageBody
		}
		return wholeMessage
	}
	elems := strings.Split(a.Path, ".")
	for _, el := range elems {
		if words.IsCausal(el) {
			return wholeMessage
		}
	}
	mt := p.messageType(a)
	for _, el := range elems {
		if el == "[]" {
			continue
		}
		if mt == nil {
			if words.IsContainer(el) {
				return wholeMessage
			}
			return messageBody
		}
		switch el {
		case strings.TrimSuffix(mt.Carrier, "()"), mt.Carrier:
			return wholeMessage
		case strings.TrimSuffix(mt.Body, "()"), mt.Body:
			return messageBody
		}
		if words.IsContainer(el) {
			return wholeMessage
		}
		return otherPart
	}
	if a.Weak {
		return messageBody
	}
	return wholeMessage
}

func (p *pkg) messageType(a Atom) *model.MessageType {
	if a.Kind == KParam && a.fn != nil && a.Index < len(a.fn.Params) {
		return p.index.Message(a.fn.Params[a.Index].Type())
	}
	if a.val != nil {
		t := a.val.Type()
		if tu, ok := t.(*types.Tuple); ok && tu.Len() > 0 {
			t = tu.At(0).Type()
		}
		return p.index.Message(t)
	}
	return nil
}

// contextClass says what a context holds, seen from fn.
func (p *pkg) contextClass(fn *ssa.Function, v Val) Context {
	if len(v) == 0 {
		return NoContext
	}
	var causal, unk, fresh, stored bool
	for _, a := range v {
		switch a.Kind {
		case KFresh:
			fresh = true
		case KGlobal:
			stored = true
		case KUnknown:
			unk = true
		case KParam:
			switch {
			case a.Extracted, a.fn == nil:
				causal = true
			case p.isMessage(a):
				causal = true
			case a.Path != "":
				unk = true
			case p.subscriptions(fn, a):
				stored = true
			case p.causalParam(a.fn, a.Index):
				causal = true
			default:
				stored = true
			}
		default:
			causal = true
		}
	}
	switch {
	case causal:
		return CausalContext
	case unk:
		return UnknownContext
	case stored:
		return StoredContext
	case fresh:
		return FreshContext
	}
	return UnknownContext
}

// subscriptions reports whether the context is that of a subscription: the one
// a handler is given by a library that puts nothing into it, or one that was
// there before the handler was called.
func (p *pkg) subscriptions(fn *ssa.Function, a Atom) bool {
	if rt := p.roots[a.fn]; rt != nil && rt.msg >= 0 {
		return a.Index == rt.ctx && rt.holds == model.FromNothing && !rt.ok
	}
	for f := fn; f != nil && f != a.fn; f = f.Parent() {
		if rt := p.roots[f]; rt != nil && rt.msg >= 0 {
			return true
		}
	}
	return false
}

func (p *pkg) judgePublish(fn *ssa.Function, eff *Effect, conds map[Far]*Publish) {
	if eff.empty {
		return
	}
	if eff.Settled {
		p.judgeSettled(fn, eff)
		return
	}
	v := p.assess(fn, eff)
	pub := p.newPublish(fn, eff, v)
	if v.reason == "client-construction-unknown" {
		p.owe(fn, eff)
	}
	if v.carry == Unknown {
		p.unclear(eff.in.Pos(), v.reason, fmt.Sprintf("%s, context %v, message %v, client %v", pub.Name, eff.Ctx, eff.Msg, eff.Client))
	}
	if eff.Depth > 0 && v.carry == Bare && eff.Far.Func != "" {
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
	if v.ctx == FreshContext {
		v.carry, v.reads, v.source = FreshOnly, Yes, model.FromContext
	}
	p.out.Publishes = append(p.out.Publishes, p.newPublish(fn, eff, v))
}

func (p *pkg) newPublish(fn *ssa.Function, eff *Effect, v verdict) *Publish {
	pub := &Publish{
		Name: eff.Call, Lib: eff.Lib, Carries: v.carry, Context: v.ctx, Reads: v.reads, Source: v.source, Injects: v.injects,
		Payload: eff.Payload, Twin: eff.Twin, Async: eff.Async, Reply: eff.Reply, ByName: eff.ByName, Wrapper: v.wrapper, Pos: eff.in.Pos(), Row: eff.row,
	}
	ci, _ := eff.in.(ssa.CallInstruction)
	if ci != nil {
		pub.Call = p.callAt(ci)
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
			}
		}
	}
	if o := v.origin; o != nil {
		pub.Origin = &Origin{What: o.what, Pos: o.pos, Kind: o.kind}
		if o.ctx != nil {
			pub.Origin.Name = o.ctx.Name()
		}
		if o.kind == KStarted {
			if c := p.calls[o.pos]; c != nil {
				pub.Origin.Pos = c.Pos()
			}
		}
	}
	if ci != nil {
		pub.CtxExpr, pub.CtxName = p.ctxExpr(ci, eff, v.ctx)
	}
	pub.Func = p.enclosing(fn)
	pub.Ending = p.ending(fn, eff.in)
	pub.Detached = p.detached(fn, eff)
	pub.Stale = p.stale(fn, eff, v)
	if eff.Depth == 0 && v.reads == Yes && v.source == model.FromRecordContext && p.consumedAgain(fn, eff) {
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
	if ws := words.Split(spawner.Name()); spawner.Parent() == nil && len(ws) > 0 && !eff.Ctx.has(KRequest) {
		switch ws[0] {
		case "start", "run", "serve", "listen", "watch", "subscribe", "consume", "new", "init", "main", "setup", "open", "connect", "loop":
			return nil
		}
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

// stale reports that the publish uses a context while a span that was started
// from it is running and whose own context was thrown away.
func (p *pkg) stale(fn *ssa.Function, eff *Effect, v verdict) *Stale {
	if v.carry != Carries && v.carry != Unknown || !v.injects && v.reads == No {
		return nil
	}
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			st, ok := in.(*ssa.Call)
			if !ok || st == eff.in || !canReach(st, eff.in) || !st.Block().Dominates(eff.in.Block()) {
				continue
			}
			for _, r := range p.rowsAt(e, st.Common()) {
				if r.Role != model.StartSpan || !discarded(st, r.Result.Index) {
					continue
				}
				old := arg(r.Ctx, st.Common())
				if old == nil || p.endedBetween(e, st, eff.in) {
					continue
				}
				if use := p.oldContextUsed(e, fn, st, old, eff); use.IsValid() {
					return &Stale{Start: p.calls[st.Pos()], Use: use}
				}
			}
		}
	}
	return nil
}

// discarded reports whether result i of a call that returns several is unused.
func discarded(c *ssa.Call, i int) bool {
	if _, ok := c.Type().(*types.Tuple); !ok {
		return len(*c.Referrers()) == 0
	}
	for _, r := range *c.Referrers() {
		if x, ok := r.(*ssa.Extract); ok && x.Index == i && len(*x.Referrers()) > 0 {
			return false
		}
	}
	return true
}

// endedBetween reports whether the span is ended, not by defer, before instruction to.
func (p *pkg) endedBetween(e *evaluator, start *ssa.Call, to ssa.Instruction) bool {
	for _, r := range *start.Referrers() {
		x, ok := r.(*ssa.Extract)
		if !ok {
			continue
		}
		for _, u := range *x.Referrers() {
			c, ok := u.(*ssa.Call)
			if ok && c.Common().IsInvoke() && c.Common().Method.Name() == "End" && canReach(c, to) && !canReach(to, c) {
				return true
			}
		}
	}
	return false
}

// oldContextUsed returns where the context old is put into the message, or
// given to the publish, after the span was started.
func (p *pkg) oldContextUsed(e *evaluator, fn *ssa.Function, st *ssa.Call, old ssa.Value, eff *Effect) token.Pos {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok || in == st || !canReach(st, in) || in != eff.in && !canReach(in, eff.in) {
				continue
			}
			takes := false
			for _, a := range callArgs(c.Common()) {
				if sameValue(a, old) {
					takes = true
				}
			}
			if !takes {
				continue
			}
			if in == eff.in {
				return c.Common().Pos()
			}
			cal := p.callee(e, c.Common())
			for _, r := range cal.rows {
				if r.Role == model.Inject && sameValue(arg(r.Ctx, c.Common()), old) {
					return c.Common().Pos()
				}
			}
			if cal.sum != nil {
				for _, m := range cal.sum.Mutates {
					if m.Val.any(func(a Atom) bool { return a.Form == Data && a.Kind == KParam }) {
						return c.Common().Pos()
					}
				}
				for _, res := range cal.sum.Results {
					if res.any(func(a Atom) bool { return a.Form == Data && a.Kind == KParam && !a.Weak }) {
						return c.Common().Pos()
					}
				}
			}
		}
	}
	return token.NoPos
}

func sameValue(a, b ssa.Value) bool {
	if a == b {
		return a != nil
	}
	x, ok1 := a.(*ssa.UnOp)
	y, ok2 := b.(*ssa.UnOp)
	return ok1 && ok2 && x.Op == token.MUL && y.Op == token.MUL && x.X == y.X
}

// consumedAgain reports whether the published message is the very one that was
// received, with the context it came with, while the publish is given another.
func (p *pkg) consumedAgain(fn *ssa.Function, eff *Effect) bool {
	whole := eff.Msg.any(func(a Atom) bool { return p.isMessage(a) && a.Path == "" && !a.Weak && a.Form == Plain })
	spans := eff.Ctx.any(func(a Atom) bool { return a.Kind == KStarted || a.Extracted })
	return whole && spans && len(eff.Msg.contexts()) == 0 && !p.contextSet(fn, eff)
}

// contextSet reports whether the function sets the context of the message that it publishes.
func (p *pkg) contextSet(fn *ssa.Function, eff *Effect) bool {
	ci, ok := eff.in.(ssa.CallInstruction)
	if !ok || eff.row == nil {
		return false
	}
	m := arg(eff.row.Message, ci.Common())
	if m == nil {
		return false
	}
	e := p.eval(fn)
	for _, v := range elements(e, m) {
		for _, w := range e.follow(v).writes {
			if w.path == "Context" {
				return true
			}
		}
	}
	return false
}
