package eventflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// judgeHandlers fills in what happens where events come in.
func (p *pkg) judgeHandlers() {
	fns := make([]*ssa.Function, 0, len(p.roots))
	for fn := range p.roots {
		fns = append(fns, fn)
	}
	sort.Slice(fns, func(i, j int) bool {
		if fns[i].Pos() != fns[j].Pos() {
			return fns[i].Pos() < fns[j].Pos()
		}
		return fns[i].String() < fns[j].String()
	})
	for _, fn := range fns {
		p.judgeCallback(p.roots[fn])
	}
	for _, fn := range p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				if v, ok := in.(ssa.Value); ok {
					if rt := p.receiveAt(fn, in, v); rt != nil {
						p.judgeReceive(rt)
					}
				}
			}
		}
	}
	for _, h := range p.out.Handlers {
		if what := h.unknown(); what != "" {
			p.unclear(h.Pos, "context-unknown", h.Name+": "+what)
		}
	}
}

// carriers reports where the carrier of a root's messages is, "" if they have none.
func carrierName(mt *model.MessageType) string {
	if mt == nil {
		return ""
	}
	return mt.Carrier
}

func (p *pkg) judgeCallback(rt *root) {
	if rt.far != nil || rt.fn.Blocks == nil || rt.msg < 0 || rt.msg >= len(rt.fn.Params) {
		return
	}
	fn := rt.fn
	q := fn.Params[rt.msg]
	h := &Handler{Pos: q.Pos(), End: q.Pos() + token.Pos(len(q.Name())), Name: handlerName(fn), Lib: rt.lib, Message: q.Name(), Carrier: carrierName(rt.mt), House: rt.house, Row: rt.row, Func: fn.Syntax()}
	h.Discards = p.discardsIn(fn)
	if v, _ := q.Object().(*types.Var); v == nil || !v.Pos().IsValid() || v.Name() == "" || v.Name() == "_" {
		h.Message = ""
		h.Pos = fn.Pos()
		h.End = h.Pos
	}
	switch {
	case rt.holds != model.FromNothing || rt.ok:
		h.Hands, h.HandsAt = Yes, "its context parameter"
		if rt.holds == model.FromMessageContext {
			h.Hands = Maybe
		}
	case rt.mt != nil && rt.mt.Context != "" && rt.mt.Carrier != "":
		h.Hands, h.HandsAt = Maybe, q.Name()+"."+rt.mt.Context
		if rt.hands == Yes || strings.HasSuffix(rt.mt.Context, "()") {
			h.Hands = Yes // the place is never empty, or is known to be filled
		}
	}
	if rt.row != nil && rt.row.Payload && h.Carrier == "" {
		if h.Carrier = carrierInPayload(fn); h.Carrier == "" {
			h.Hands = No // nothing that came in could tell
		}
	}
	if rt.sync && fn.Parent() != nil && rt.mt != nil && rt.mt.Context != "" && p.receiveInstrumented(fn.Parent()) {
		h.Hands = Yes
	}
	if rt.part && rt.ok {
		h.Hands = No // whoever hands the message over has seen to the context
	}
	bare := p.routerBare(rt)
	for _, eff := range p.effects(fn) {
		if rt.batch && p.ofBatch(fn, eff) {
			continue
		}
		p.handlerEffect(h, fn, eff, bare, func(Val) bool { return true })
	}
	h.once()
	p.out.Handlers = append(p.out.Handlers, h)
}

// carrierInPayload returns the field, of what the function is given, that is
// there for a trace context, going by its name; "" if there is none.
func carrierInPayload(fn *ssa.Function) string {
	for _, q := range fn.Params {
		if isContext(q.Type()) {
			continue
		}
		st, ok := pointee(q.Type()).Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for f := range st.Fields() {
			if words.IsTraceContext(f.Name()) {
				return f.Name()
			}
		}
	}
	return ""
}

// once drops the calls that lead to a span which is judged where it starts: one
// in a closure of the handler is seen there, and again at the closure's call.
func (h *Handler) once() {
	var out []*Start
	for _, s := range h.Starts {
		if s.Far == nil || !slices.ContainsFunc(h.Starts, func(o *Start) bool {
			return o.Far == nil && o.eff.root().in == s.eff.root().in && (o.Context == FreshContext || o.Context == StoredContext)
		}) {
			out = append(out, s)
		}
	}
	h.Starts = out
}

func handlerName(fn *ssa.Function) string {
	if obj, ok := fn.Object().(*types.Func); ok {
		return callName(obj)
	}
	return "the handler"
}

// handlerEffect adds to a handler what an effect means for it.
func (p *pkg) handlerEffect(h *Handler, fn *ssa.Function, eff *Effect, bare bool, related func(Val) bool) {
	ci, ok := eff.in.(ssa.CallInstruction)
	if !ok {
		return
	}
	ctx := eff.Ctx
	if eff.Kind == EPublish && eff.Depth > 0 && !eff.ByName && !p.readsContext(eff) {
		// For all that is known the client does not look at its context: what counts is what a wrapper injects.
		ctx = eff.Msg.filter(func(a Atom) bool { return a.Form == Data && !a.Weak }).mapped(func(a Atom) Atom { a.Form = Ctx; return a })
	}
	if ctx.any(func(a Atom) bool {
		return a.Extracted || a.Kind != KParam && p.isMessage(a) || a.Kind == KParam && p.isMessage(a)
	}) {
		h.Extracts = true
	}
	class := p.rootContext(fn, ctx)
	if bare && class == CausalContext && p.onlyMessageContext(ctx) {
		class = StoredContext // nothing puts a trace into it
		h.Hands = No
	}
	if rt := p.partCalled(fn, ci); rt != nil {
		return // the function handles the message itself and is judged for itself
	}
	if p.judgedInside(fn, eff) {
		return
	}
	call := p.callAt(ci)
	if call == nil {
		return
	}
	var far *Far
	var farPos token.Pos
	if eff.Depth > 0 {
		f := eff.Far
		far = &f
		if eff.origin != nil && eff.origin.in != nil {
			farPos = eff.origin.in.Pos()
		}
	}
	switch eff.Kind {
	case EStart:
		if ctx.has(KStarted) {
			return // inside another span, which is judged itself
		}
		if eff.Producer {
			return // a producer's span: publishctx judges what it is given
		}
		s := &Start{Call: call, Context: class, Linked: eff.Linked || eff.Opts > 0, Far: far, FarPos: farPos, NewRoot: ctx.any(func(a Atom) bool { return a.Path == "new-root" }), NoParent: ctx.any(func(a Atom) bool { return a.Kind == KFresh && a.Path == noParent }), Child: ctx.any(func(a Atom) bool { return a.Extracted }), Accepts: eff.Accepts, eff: eff}
		s.CtxExpr, s.CtxName = p.ctxExpr(ci, eff, class)
		if inner := p.chosen(eff); inner != nil {
			// A helper on the way makes the context itself.
			if ic, ok := inner.in.(ssa.CallInstruction); ok {
				s.CtxExpr, s.CtxName = p.ctxExpr(ic, inner, FreshContext)
			}
		}
		h.Starts = append(h.Starts, s)
	case EWork, EPublish:
		if len(ctx) == 0 || eff.handed || !related(eff.Msg) {
			return
		}
		if eff.Kind == EPublish && eff.Depth == 0 && !eff.ByName {
			return // the client's own call: publishctx's business
		}
		if ctx.has(KStarted) {
			class = CausalContext
		}
		w := &Work{Call: call, Name: eff.Call, Context: class, Far: far}
		if obj := p.calleeObj(ci.Common()); obj != nil {
			w.Name = callName(obj)
		}
		_, w.CtxName = p.ctxExpr(ci, eff, class)
		h.Works = append(h.Works, w)
	}
}

// readsContext reports whether the client of a publish takes its parent from
// the context that it is given, for certain.
func (p *pkg) readsContext(eff *Effect) bool {
	reads, _ := p.readsOf(eff)
	return reads == Yes
}

// chosen returns the effect as it stands in the function of this package, on
// the way to it, that makes its context; nil if the handler itself hands one on.
func (p *pkg) chosen(eff *Effect) *Effect {
	var found *Effect
	for range 6 {
		ci, ok := eff.in.(ssa.CallInstruction)
		if !ok || eff.Depth == 0 {
			return found
		}
		cal := p.callee(p.eval(eff.in.Parent()), ci.Common())
		if cal.fn == nil {
			return found
		}
		var inner *Effect
		for _, x := range p.effects(cal.fn) {
			if x.Kind == eff.Kind && x.root().in == eff.root().in {
				inner = x
				break
			}
		}
		if inner == nil || p.contextClass(cal.fn, inner.Ctx) != FreshContext {
			return found
		}
		found, eff = inner, inner
	}
	return found
}

// partCalled returns the handler that a call hands the message to, if it is one of this package.
func (p *pkg) partCalled(fn *ssa.Function, in ssa.CallInstruction) *root {
	cal := p.callee(p.eval(fn), in.Common())
	if cal.fn == nil || cal.fn == fn {
		return nil
	}
	if rt := p.roots[cal.fn]; rt != nil && rt.part {
		return rt
	}
	return nil
}

// judgedInside reports whether what happens on a handler's behalf happens in
// another handler of this package, in a context that no caller gave it.
func (p *pkg) judgedInside(fn *ssa.Function, eff *Effect) bool {
	if eff.Depth == 0 || eff.origin == nil || eff.origin.in == nil {
		return false
	}
	for in := eff.origin.in.Parent(); in != nil && in != fn; in = in.Parent() {
		rt := p.roots[in]
		if rt == nil || rt.far != nil || rt.fn != in || rt.msg < 0 {
			continue
		}
		return !eff.origin.Ctx.any(func(a Atom) bool {
			return a.Kind == KParam && a.fn == in && a.Index < len(in.Params) && contextLike(in.Params[a.Index].Type())
		})
	}
	return false
}

// onlyMessageContext reports whether a context is the one that the message
// brings along, as opposed to one extracted from its carrier.
func (p *pkg) onlyMessageContext(v Val) bool {
	n := 0
	for _, a := range v {
		if a.Kind == KStarted {
			continue
		}
		if a.Extracted || !p.isMessage(a) || !strings.HasSuffix(a.Path, "()") {
			return false
		}
		n++
	}
	return n > 0
}

// routerBare reports whether the handler is known to be registered with a
// router and a subscriber that put no trace into the message's context.
func (p *pkg) routerBare(rt *root) bool {
	in, ok := rt.at.(*ssa.Call)
	if !ok || rt.row == nil || rt.part || rt.house || rt.mt == nil || rt.mt.Context == "" {
		return false
	}
	e := p.eval(in.Parent())
	built := false
	bare := func(v ssa.Value) bool {
		o := p.client(e, v)
		built = built || o.has(KBuilt)
		return !o.any(func(a Atom) bool {
			return a.Kind == KInstr || a.Kind == KUnknown || a.Form == Plain && (a.Kind == KParam || a.Kind == KMessage)
		})
	}
	c := in.Common()
	recv := arg(model.Recv(), c)
	if recv == nil || !bare(recv) {
		return false
	}
	for _, a := range c.Args {
		if types.IsInterface(a.Type()) && !bare(a) {
			return false // the subscriber
		}
	}
	if pointerLike(in.Type()) && e.of(in).any(func(a Atom) bool { return a.Kind == KInstr || a.Kind == KUnknown }) {
		return false // middleware of this handler alone
	}
	return built
}

// rootContext classifies a context used while an event is handled: whatever
// was there before the event came in does not come from it.
func (p *pkg) rootContext(fn *ssa.Function, v Val) Context {
	var causal, unk, fresh, stored bool
	for _, a := range v {
		switch {
		case a.Extracted || p.isMessage(a):
			causal = true
		case a.Kind == KFresh:
			fresh = true
		case a.Kind == KGlobal:
			stored = true
		case a.Kind == KUnknown:
			unk = true
		case a.Kind == KParam && a.fn != nil:
			rt := p.roots[a.fn]
			switch {
			case rt != nil && a.Index == rt.ctx && a.Path == "":
				if rt.holds == model.FromNothing && !rt.ok {
					stored = true
				} else {
					causal = true
				}
			case rt != nil && rt.fn == a.fn && a.fn == fn && a.Path == "" && a.Index != rt.ctx:
				unk = true
			case rt == nil && a.fn != fn && closureIn(a.fn, fn):
				unk = true // whoever calls the closure decides
			default:
				stored = true
			}
		case a.Kind == KStarted:
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

// closureIn reports whether fn is a closure in outer, or in one of its closures.
func closureIn(fn, outer *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn == outer {
			return true
		}
	}
	return false
}

// receiveAt returns a root for an instruction that receives a message.
func (p *pkg) receiveAt(fn *ssa.Function, in ssa.Instruction, v ssa.Value) *root {
	e := p.eval(fn)
	switch x := in.(type) {
	case *ssa.Call:
		for _, r := range p.rowsAt(e, x.Common()) {
			if r.Role == model.Receive && r.Message.Base == model.ResultOf {
				t := resultType(x, x.Common(), r.Message.Index)
				mt, batch := p.messageIn(t)
				return &root{fn: fn, msg: -1, ctx: -1, row: r, lib: p.libName(r), at: in, recv: x, mt: mt, batch: batch}
			}
		}
		return p.houseReceive(e, fn, x)
	case *ssa.UnOp:
		if x.Op == token.ARROW {
			t := elemOf(x)
			if p.receivedFrom(e, x.X, t) {
				return p.channelRoot(e, in, x, x.X, t)
			}
		}
	case *ssa.Extract:
		sel, ok := x.Tuple.(*ssa.Select)
		if !ok || x.Index < 2 {
			return nil
		}
		n := 2
		for _, st := range sel.States {
			if st.Dir != types.RecvOnly {
				continue
			}
			if n == x.Index {
				if p.receivedFrom(e, st.Chan, x.Type()) {
					return p.channelRoot(e, in, x, st.Chan, x.Type())
				}
			}
			n++
		}
	}
	return nil
}

// houseReceive returns a root for a call of an in-house function that returns a received message.
func (p *pkg) houseReceive(e *evaluator, fn *ssa.Function, c *ssa.Call) *root {
	res := c.Common().Signature().Results()
	for i := 0; i < res.Len(); i++ {
		mt := p.index.Message(res.At(i).Type())
		if mt == nil || !mt.Received {
			continue
		}
		cal := p.callee(e, c.Common())
		if cal.standing != known {
			return nil
		}
		if rs := cal.sum.results(); i < len(rs) && rs[i].any(func(a Atom) bool { return a.Kind == KMessage && a.Path == "" && !a.Weak }) {
			return &root{fn: fn, msg: -1, ctx: -1, at: c, recv: c, mt: mt}
		}
	}
	return nil
}

func elemType(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		return s.Elem()
	}
	return t
}

// judgeReceive looks at what is done with a message after it was received.
func (p *pkg) judgeReceive(rt *root) {
	fn := rt.fn
	h := &Handler{Name: "the receive loop", Lib: rt.lib, Loop: true, Carrier: carrierName(rt.mt), Row: rt.row, Func: fn.Syntax()}
	if rt.mt != nil && rt.mt.Context != "" {
		h.Hands, h.HandsAt = Maybe, "the message's "+rt.mt.Context
	}
	if rt.mt == nil && rt.row != nil {
		// A batch or container of the library's messages.
		if lib := p.index.LibraryOf(rt.row); lib != nil {
			for i := range lib.Messages {
				if mt := &lib.Messages[i]; mt.Received {
					h.Carrier = mt.Carrier
					break
				}
			}
		}
		if h.Carrier == "" {
			h.Carrier = carrierName(p.heldIn(rt.recv.Type()))
		}
	}
	h.Discards = p.discardsIn(fn)
	if p.receiveInstrumented(fn) {
		h.Hands, h.HandsAt = Yes, "the record's Context"
	}
	h.Pos = rt.at.Pos()
	switch x := rt.at.(type) {
	case *ssa.Call:
		if c := p.calls[x.Pos()]; c != nil {
			h.Pos, h.End = c.Pos(), c.End()
		}
		if obj := p.calleeObj(x.Common()); obj != nil {
			h.Name = callName(obj)
		}
	}
	if !h.Pos.IsValid() {
		h.Pos = rt.recv.Pos()
	}
	p.loopAround(h, fn, rt.at)
	mine := func(v Val) bool {
		return v.any(func(a Atom) bool {
			return a.Kind == KMessage && (a.val == rt.recv || a.val == nil || tupleOf(a.val) == rt.recv || a.val.Parent() == fn)
		})
	}
	e := p.eval(fn)
	for _, eff := range p.effects(fn) {
		if p.overBatch[eff.in] {
			continue // of several messages at once: batchlinks judges it
		}
		if at := placeIn(fn, eff.in); (rt.mt == nil || rt.several()) && eff.Kind == EStart && (at == nil || !p.perElement(fn, at)) {
			continue // a span around the whole batch
		}
		at := placeIn(fn, eff.in)
		if at == nil || at == rt.at || !rt.at.Block().Dominates(at.Block()) || rt.at.Block() == at.Block() && before(at, rt.at) {
			continue
		}
		related := mine
		if ci, ok := eff.in.(ssa.CallInstruction); ok && eff.Kind != EStart {
			// What the call is given must come from the message.
			given, in := Val(nil), e
			if eff.in.Parent() != fn {
				in = p.eval(eff.in.Parent())
			}
			for _, a := range callArgs(ci.Common()) {
				if !isContext(a.Type()) {
					given = given.union(p.touches(in, a))
				}
			}
			if !mine(given) && !mine(eff.Msg) {
				continue
			}
			related = func(Val) bool { return true }
		}
		p.handlerEffect(h, fn, eff, false, related)
	}
	if c, ok := rt.at.(*ssa.Call); ok && h.Extracts {
		p.extracting[c] = true
	}
	h.once()
	p.loopOverBatch(h, fn, rt.at)
	if len(h.Starts)+len(h.Works) > 0 {
		p.out.Handlers = append(p.out.Handlers, h)
	}
}

// heldIn returns the type of the messages that a modelled method takes out of
// a container of type t; nil if there is none.
func (p *pkg) heldIn(t types.Type) *model.MessageType {
	if tu, ok := t.(*types.Tuple); ok && tu.Len() > 0 {
		t = tu.At(0).Type()
	}
	for m := range types.NewMethodSet(t).Methods() {
		f, ok := m.Obj().(*types.Func)
		if !ok {
			continue
		}
		for _, r := range p.index.Rows(f) {
			if r.Role == model.Element && r.Message.Base == model.ResultOf {
				if mt, _ := p.messageIn(f.Signature().Results().At(r.Message.Index).Type()); mt != nil {
					return mt
				}
			}
		}
	}
	return nil
}

// ofBatch reports whether what happens in a handler that is given several
// messages is no single message's.
func (p *pkg) ofBatch(fn *ssa.Function, eff *Effect) bool {
	at := placeIn(fn, eff.in)
	return p.overBatch[eff.in] || at == nil || !p.perElement(fn, at)
}

// placeIn returns where in fn an instruction of it, or of a function literal in
// it, takes effect; nil if it is in neither.
func placeIn(fn *ssa.Function, in ssa.Instruction) ssa.Instruction {
	inner := in.Parent()
	if inner == fn {
		return in
	}
	for inner != nil && inner.Parent() != fn {
		inner = inner.Parent()
	}
	if inner == nil {
		return nil
	}
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			for _, op := range x.Operands(nil) {
				if *op == inner {
					return x
				}
			}
		}
	}
	return nil
}

// perElement reports whether, where in runs, one message has been taken out of
// what was received.
func (p *pkg) perElement(fn *ssa.Function, in ssa.Instruction) bool {
	for _, b := range fn.Blocks {
		if !b.Dominates(in.Block()) {
			continue
		}
		for _, x := range b.Instrs {
			if x == in {
				break
			}
			v, ok := x.(ssa.Value)
			if !ok {
				continue
			}
			if mt := p.soleMessage(v.Type()); mt == nil || !mt.Received {
				continue
			}
			switch x := x.(type) {
			case *ssa.Extract:
				if ta, ok := x.Tuple.(*ssa.TypeAssert); !ok || succeeded(ta, in) {
					return true
				}
			case *ssa.UnOp, *ssa.Call, *ssa.Index, *ssa.Lookup, *ssa.IndexAddr, *ssa.TypeAssert:
				return true
			}
		}
	}
	return false
}

// succeeded reports whether the instruction runs only where the type assertion,
// which has a second result to tell, has gone through.
func succeeded(ta *ssa.TypeAssert, in ssa.Instruction) bool {
	for _, ref := range *ta.Referrers() {
		ok, isExtract := ref.(*ssa.Extract)
		if !isExtract || ok.Index != 1 {
			continue
		}
		for _, use := range *ok.Referrers() {
			if cond, isIf := use.(*ssa.If); isIf && cond.Block().Succs[0].Dominates(in.Block()) {
				return true
			}
		}
	}
	return false
}

func tupleOf(v ssa.Value) ssa.Value {
	if x, ok := v.(*ssa.Extract); ok {
		return x.Tuple
	}
	return nil
}

// loopAround points a handler at the loop that its receive belongs to: the
// loop is to a receive what the parameter list is to a callback.
func (p *pkg) loopAround(h *Handler, fn *ssa.Function, at ssa.Instruction) {
	syntax := fn.Syntax()
	if syntax == nil || !loops(at) {
		return
	}
	pos := at.Pos()
	if x, ok := at.(*ssa.Extract); ok && x.Tuple.Pos().IsValid() {
		pos = x.Tuple.Pos()
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == syntax
		case *ast.RangeStmt:
			if n.Pos() <= pos && pos < n.End() {
				h.Pos, h.End = n.Pos(), n.X.End()
				if id, ok := n.Key.(*ast.Ident); ok && pos < n.Body.Pos() {
					h.Message = id.Name
				}
			}
		case *ast.ForStmt:
			if n.Pos() <= pos && pos < n.End() {
				h.Pos, h.End = n.Pos(), n.Body.Lbrace
			}
		}
		return true
	})
}

// loopOverBatch points a handler that receives several messages at once at the
// loop that takes them one by one, if its work is done there: only inside of it
// there is one message to extract from.
func (p *pkg) loopOverBatch(h *Handler, fn *ssa.Function, at ssa.Instruction) {
	syntax := fn.Syntax()
	if syntax == nil || len(h.Works) == 0 {
		return
	}
	var each *ast.RangeStmt
	ast.Inspect(syntax, func(n ast.Node) bool {
		r, ok := n.(*ast.RangeStmt)
		if !ok || each != nil || r.Pos() <= at.Pos() {
			return each == nil
		}
		id, ok := r.Value.(*ast.Ident)
		if !ok {
			return true
		}
		v := p.pass.TypesInfo.Defs[id]
		if v == nil {
			return true
		}
		if mt := p.soleMessage(v.Type()); mt == nil || !mt.Received {
			return true
		}
		for _, w := range h.Works {
			if w.Call == nil || w.Call.Pos() < r.Body.Pos() || r.Body.End() <= w.Call.Pos() {
				return true
			}
		}
		each = r
		h.Pos, h.End, h.Message = r.Pos(), r.X.End(), id.Name
		return false
	})
}
