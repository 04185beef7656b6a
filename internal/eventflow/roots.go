package eventflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
)

// root is where events come in: a function that is called once per event, or
// a receive call in a function's body.
type root struct {
	fn    *ssa.Function
	msg   int          // parameter that is the message, -1 for a receive
	ctx   int          // parameter that is the context given by the library, -1 if none
	holds model.Source // what that context holds
	row   *model.Row
	lib   string
	at    ssa.Instruction // where it is registered, or the receive
	recv  ssa.Value       // the message, for a receive
	house bool            // registered through an in-house function
	ok    bool            // the in-house function hands over a context that comes from the message
	far   *Summary        // summary of a handler in another package
	part  bool            // a function that the handler or receive loop hands the message to
	sync  bool            // called while the registering function runs
	mt    *model.MessageType
	hands Tri  // whether the message brings a context along
	batch bool // what is received, or handed over, holds several messages
}

// several reports whether a receive returns a slice of messages.
func (rt *root) several() bool {
	if rt.batch || rt.row == nil || rt.row.Message.Base != model.ResultOf {
		return rt.batch
	}
	c, ok := rt.recv.(*ssa.Call)
	if !ok {
		return false
	}
	t := resultType(c, c.Common(), rt.row.Message.Index)
	if t == nil {
		return false
	}
	_, ok = t.Underlying().(*types.Slice)
	return ok
}

func (p *pkg) isHandler(fn *ssa.Function) bool {
	r := p.roots[fn]
	return r != nil && r.msg >= 0
}

// findRoots finds the functions that are called once per event.
func (p *pkg) findRoots() {
	for _, fn := range p.funcs {
		e := p.eval(fn)
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case ssa.CallInstruction:
					c := in.Common()
					p.rangeOverFunc(e, in)
					for _, r := range p.rowsAt(e, c) {
						if r.Role == model.Handle || r.Role == model.Element && !r.Callback.At.IsZero() {
							at := arg(r.Callback.At, c)
							if at == nil {
								continue
							}
							callbacks, _ := p.valuesAt(e, at, r.Callback.At.Path)
							for _, v := range callbacks {
								p.register(e, r, r.Callback, in, v)
							}
						}
					}
				case *ssa.ChangeType:
					for _, r := range p.index.FuncTypeRows(in.Type()) {
						if r.Role == model.Handle {
							p.register(e, r, r.Callback, in, in.X)
						}
					}
				}
			}
		}
	}
	p.interfaceHandlers()
	p.assertedHandlers()
	for range 4 {
		if !p.houseHandlers() {
			break
		}
	}
	p.passedParts(true)
	p.deliveries(true)
	p.passedParts(true)
	p.passedParts(false)
	p.deliveries(false)
	if len(p.roots) == 0 {
		return
	}
	// What was found of effects before the handlers were known is out of date.
	p.callees, p.behaves, p.effs, p.joins = map[*ssa.CallCommon]*callee{}, map[*ssa.Function]*behaviour{}, map[*ssa.Function][]*Effect{}, map[*ssa.Function]Val{}
	p.fed = map[any]bool{}
	p.evals, p.soles, p.causal, p.fieldVal = map[*ssa.Function]*evaluator{}, map[*types.Func]*behaviour{}, map[causalKey]bool{}, map[*types.Var]Val{}
}

// passedParts finds the parts of handlers, and the parts of these.
func (p *pkg) passedParts(patient bool) {
	for range 8 {
		if !p.partHandlers(patient) {
			return
		}
	}
}

// partHandlers finds the functions of this package to which a handler or a
// receive loop hands the whole message: they handle it just as well. If it is
// patient, it leaves those aside that are given the message by a function of
// which that is not known yet. It reports whether it found new ones.
func (p *pkg) partHandlers(patient bool) bool {
	found := false
	for _, fn := range p.funcs {
		if fn.Parent() != nil || p.roots[fn] != nil {
			continue
		}
		for i, q := range fn.Params {
			mt, several := p.index.Message(q.Type()), false
			if mt == nil {
				mt, several = p.messageIn(q.Type())
			}
			if mt == nil || !mt.Received || p.takesNothingIn(fn, 0) {
				continue
			}
			rt := &root{fn: fn, msg: i, ctx: -1, part: true}
			for j, c := range fn.Params {
				if isContext(c.Type()) {
					rt.ctx = j
					break
				}
			}
			n := 0
			for _, c := range p.callers[fn] {
				args := c.Common().Args
				if p.isTest(c.Pos()) || i >= len(args) {
					continue
				}
				e := p.eval(c.Parent())
				whole := e.of(args[i]).filter(func(a Atom) bool { return p.isMessage(a) && !a.Weak && p.messagePart(a) == wholeMessage && p.wholly(a) })
				if several {
					whole = whole.filter(func(a Atom) bool { return a.Kind == KParam && p.roots[a.fn] != nil && p.roots[a.fn].batch })
				}
				if len(whole) == 0 {
					continue // not the message that came in, or not what a handler is given
				}
				if patient && whole.any(func(a Atom) bool { return a.Kind == KParam && a.fn != fn && p.roots[a.fn] == nil }) {
					n = 0
					break
				}
				n++
				if rt.at == nil {
					rt.at = c
				}
				if rt.ctx >= 0 && rt.ctx < len(args) {
					switch p.rootContext(c.Parent(), e.of(args[rt.ctx]).asContext().contexts()) {
					case CausalContext, UnknownContext:
						rt.ok = true
					}
				}
				if up := p.roots[c.Parent()]; up != nil {
					rt.lib, rt.row, rt.hands = up.lib, up.row, up.hands
				}
				if p.receiveInstrumented(c.Parent()) {
					rt.hands = Yes
				}
			}
			if n == 0 {
				continue
			}
			if rt.ok {
				rt.holds = model.FromContext
			}
			found = p.addRoot(rt) || found
			break
		}
	}
	return found
}

// deliveries adds the functions that take a message of a type that is only ever
// received, and that are no parts of handlers: whoever calls them has seen to
// the context. If only the outermost are asked for, they are those that nobody
// here calls.
func (p *pkg) deliveries(outermost bool) {
	for _, fn := range p.funcs {
		if fn.Parent() != nil || p.roots[fn] != nil || outermost && len(p.callers[fn]) > 0 {
			continue
		}
		for i, q := range fn.Params {
			if mt := p.index.Message(q.Type()); mt == nil || !mt.Received || mt.Sent || i == 0 && fn.Signature.Recv() != nil || p.takesNothingIn(fn, 0) {
				continue
			}
			rt := &root{fn: fn, msg: i, ctx: -1, part: true, ok: true, holds: model.FromContext}
			for j, c := range fn.Params {
				if isContext(c.Type()) {
					rt.ctx = j
					break
				}
			}
			p.addRoot(rt)
			break
		}
	}
}

// takesNothingIn reports whether the function is a method of a library's
// interface whose row says that no event comes in there, or what such methods
// alone call.
func (p *pkg) takesNothingIn(fn *ssa.Function, depth int) bool {
	obj, ok := fn.Object().(*types.Func)
	if ok && slices.ContainsFunc(p.implementedRows(obj), func(r *model.Row) bool { return r.Role == model.Neutral }) {
		return true
	}
	callers := p.callers[fn]
	return depth < 3 && len(callers) > 0 && !slices.ContainsFunc(callers, func(c ssa.CallInstruction) bool { return !p.takesNothingIn(topmost(c.Parent()), depth+1) })
}

// receiveInstrumented reports whether fn receives from a client that gives
// each message the context of its trace.
func (p *pkg) receiveInstrumented(fn *ssa.Function) bool {
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if r.Role != model.Receive {
					continue
				}
				if v := arg(model.Recv(), c.Common()); v != nil && p.client(e, v).any(func(a Atom) bool { return a.Kind == KInstr && a.Reads == model.FromRecordContext }) {
					return true
				}
			}
		}
	}
	if fn.Parent() != nil {
		return p.receiveInstrumented(fn.Parent())
	}
	return false
}

// rangeOverFunc registers the body of a range over an iterator of messages.
func (p *pkg) rangeOverFunc(e *evaluator, in ssa.CallInstruction) {
	c := in.Common()
	seq, ok := c.Value.(*ssa.Call)
	if !ok || len(c.Args) != 1 {
		return
	}
	for _, r := range p.rowsAt(e, seq.Common()) {
		if r.Role == model.Element && r.Callback.At.IsZero() {
			p.register(e, r, model.Callback{Message: model.In(0)}, in, c.Args[0])
		}
	}
}

// rowsAt is the rows of a call, without looking at anything else of the callee.
func (p *pkg) rowsAt(e *evaluator, c *ssa.CallCommon) []*model.Row {
	obj := c.Method
	if !c.IsInvoke() {
		fn := p.funcOf(e, c.Value)
		if fn == nil {
			if v := calledVar(c); v != nil {
				return p.index.Rows(v)
			}
			return nil
		}
		if o := fn.Origin(); o != nil {
			fn = o
		}
		obj, _ = fn.Object().(*types.Func)
	}
	if obj == nil {
		return nil
	}
	return p.rows(obj.Origin(), c)
}

func (p *pkg) register(e *evaluator, r *model.Row, cb model.Callback, at ssa.Instruction, v ssa.Value) {
	if v == nil {
		return
	}
	fn := p.funcOf(e, p.handlerIn(e, v))
	shift := 0
	if fn == nil && cb.Method != "" {
		fn = p.methodOf(v, cb.Method)
		shift = 1
	} else if fn != nil && fn.Signature.Recv() != nil {
		shift = 1
	}
	if fn == nil {
		return
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	rt := &root{fn: fn, msg: -1, ctx: -1, holds: cb.Holds, row: r, lib: p.libName(r), at: at, sync: r.Role == model.Element}
	if cb.Message.Base == model.InOf {
		rt.msg = cb.Message.Index + shift
	}
	if cb.Ctx.Base == model.InOf {
		rt.ctx = cb.Ctx.Index + shift
	}
	if cb.MayHold != model.FromNothing {
		rt.holds = model.FromMessageContext // it may be registered anywhere
	}
	if ci, ok := at.(ssa.CallInstruction); ok {
		if rt.msg < 0 && rt.ctx < 0 && r.Role == model.Handle && byReflection(v) {
			rt.ctx, rt.msg = parameters(fn, shift)
		}
		if client := clientOf(r, ci.Common()); cb.MayHold != model.FromNothing && client != nil {
			rt.holds = p.handed(e, client, cb.MayHold)
		}
		if opts := arg(r.Options, ci.Common()); cb.MayHold != model.FromNothing && opts != nil {
			rt.holds = p.opted(e, opts, cb.MayHold)
		}
	}
	p.addRoot(rt)
}

// handlerIn is the handler behind v if functions of the library that add nothing
// to it are wrapped around it, else v.
func (p *pkg) handlerIn(e *evaluator, v ssa.Value) ssa.Value {
	for range 8 {
		c, ok := v.(*ssa.Call)
		if !ok {
			break
		}
		i := slices.IndexFunc(p.rowsAt(e, c.Common()), func(r *model.Row) bool { return r.Role == model.Neutral && !r.Callback.At.IsZero() })
		if i < 0 {
			break
		}
		inner := arg(p.rowsAt(e, c.Common())[i].Callback.At, c.Common())
		if inner == nil {
			break
		}
		v = inner
	}
	return v
}

// byReflection reports whether the library is given the callback v as an empty interface.
func byReflection(v ssa.Value) bool {
	i, ok := v.Type().Underlying().(*types.Interface)
	return ok && i.Empty()
}

// parameters finds, in a callback that the library looks at by reflection, the
// context, which comes first, and the message, which comes last; -1 for none.
func parameters(fn *ssa.Function, from int) (ctx, msg int) {
	ctx, msg = -1, -1
	if from < len(fn.Params) && isContext(fn.Params[from].Type()) {
		ctx = from
	}
	if last := len(fn.Params) - 1; last >= from && last != ctx {
		msg = last
	}
	return ctx, msg
}

// handed says what the context that a callback is given holds: what a client
// with instrumentation or middleware puts there, nothing if it is known to
// have neither.
func (p *pkg) handed(e *evaluator, client ssa.Value, with model.Source) model.Source {
	v := p.client(e, client)
	switch {
	case v.has(KInstr):
		return with
	case v.has(KBuilt) && !v.any(func(a Atom) bool {
		return a.Kind == KUnknown || a.Form == Plain && (a.Kind == KParam || a.Kind == KMessage)
	}):
		return model.FromNothing
	}
	return model.FromMessageContext // it may hold it, or not
}

// opted says what the context that a callback is given holds if the options of
// its instrumentation decide that.
func (p *pkg) opted(e *evaluator, opts ssa.Value, with model.Source) model.Source {
	if c, ok := opts.(*ssa.Const); ok && c.IsNil() {
		return model.FromNothing
	}
	holds := model.FromNothing
	for _, o := range elements(e, opts) {
		if mi, ok := o.(*ssa.MakeInterface); ok {
			o = mi.X
		}
		c, ok := o.(*ssa.Call)
		if !ok {
			return model.FromMessageContext
		}
		switch rows := p.rowsAt(e, c.Common()); {
		case slices.ContainsFunc(rows, func(r *model.Row) bool { return r.Role == model.Wrap }):
			holds = with
		case len(rows) == 0 && p.callee(e, c.Common()).standing != library:
			return model.FromMessageContext
		}
	}
	return holds
}

func (p *pkg) addRoot(rt *root) bool {
	if rt.msg >= len(rt.fn.Params) && rt.fn.Blocks != nil {
		return false
	}
	if rt.fn.Pkg != p.ssa || rt.fn.Blocks == nil {
		if obj, ok := rt.fn.Object().(*types.Func); ok {
			rt.far = p.imported(obj.Origin())
		}
		if rt.far == nil {
			return false
		}
	}
	if old := p.roots[rt.fn]; old != nil {
		_, converted := old.at.(*ssa.ChangeType)
		if _, call := rt.at.(ssa.CallInstruction); !converted || !call || rt.house {
			return false
		}
	}
	if rt.fn.Blocks != nil && p.isTest(rt.fn.Pos()) && !p.cfg.Tests {
		return false
	}
	if rt.msg >= 0 && rt.msg < len(rt.fn.Params) {
		t := rt.fn.Params[rt.msg].Type()
		if rt.mt = p.index.Message(t); rt.mt == nil || rt.mt.Elements != "" {
			rt.mt, rt.batch = p.messageIn(t)
		}
	}
	p.roots[rt.fn] = rt
	return true
}

// methodOf returns the method of the concrete value behind v.
func (p *pkg) methodOf(v ssa.Value, name string) *ssa.Function {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
			continue
		case *ssa.ChangeInterface:
			v = x.X
			continue
		}
		break
	}
	if types.IsInterface(v.Type()) {
		return nil
	}
	sel := types.NewMethodSet(v.Type()).Lookup(p.types, name)
	if sel == nil {
		return nil
	}
	fn, _ := sel.Obj().(*types.Func)
	if fn == nil {
		return nil
	}
	return p.ssa.Prog.FuncValue(fn)
}

// interfaceHandlers finds the implementations of modelled handler interfaces.
func (p *pkg) interfaceHandlers() {
	scope := p.types.Scope()
	for path, imp := range p.modelled {
		if stdPath(path) {
			continue
		}
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || p.isTest(tn.Pos()) {
				continue
			}
			named, ok := tn.Type().(*types.Named)
			if !ok || types.IsInterface(named) || named.TypeParams().Len() > 0 {
				continue
			}
			for i := 0; i < named.NumMethods(); i++ {
				m := named.Method(i)
				for _, r := range p.index.Subtyped(path, m.Name()) {
					if r.Role != model.Handle {
						continue
					}
					it, _ := imp.Scope().Lookup(r.On.Recv).(*types.TypeName)
					if it == nil {
						continue
					}
					if !p.index.HoldsIn(r, it) || !implements(types.NewPointer(named), m, it) {
						continue
					}
					fn := p.ssa.Prog.FuncValue(m)
					if fn == nil || fn.Blocks == nil {
						continue
					}
					rt := &root{fn: fn, msg: -1, ctx: -1, holds: r.Callback.Holds, row: r, lib: p.libName(r)}
					if r.Callback.MayHold != model.FromNothing {
						rt.holds = model.FromMessageContext // it may be registered anywhere
					}
					if r.Callback.Message.Base == model.InOf {
						rt.msg = r.Callback.Message.Index + 1
					}
					if r.Callback.Ctx.Base == model.InOf {
						rt.ctx = r.Callback.Ctx.Index + 1
					}
					p.addRoot(rt)
				}
			}
		}
	}
}

// implements reports whether t, which has the method m, implements the
// interface; of a generic one, with the type arguments that m's parameters give.
func implements(t types.Type, m *types.Func, iface *types.TypeName) bool {
	named, ok := iface.Type().(*types.Named)
	if !ok {
		return false
	}
	it, ok := named.Underlying().(*types.Interface)
	if !ok || named.TypeParams().Len() == 0 {
		return ok && types.Implements(t, it)
	}
	args := make([]types.Type, named.TypeParams().Len())
	for i := range it.NumMethods() {
		want := it.Method(i)
		if want.Name() != m.Name() || want.Signature().Params().Len() != m.Signature().Params().Len() {
			continue
		}
		for j := range want.Signature().Params().Len() {
			unify(want.Signature().Params().At(j).Type(), m.Signature().Params().At(j).Type(), args)
		}
	}
	for _, a := range args {
		if a == nil {
			return false
		}
	}
	inst, err := types.Instantiate(nil, named, args, true)
	if err != nil {
		return false
	}
	it, ok = inst.Underlying().(*types.Interface)
	return ok && types.Implements(t, it)
}

// unify notes which types stand in given where want has type parameters.
func unify(want, given types.Type, args []types.Type) {
	switch w := types.Unalias(want).(type) {
	case *types.TypeParam:
		if w.Index() < len(args) {
			args[w.Index()] = given
		}
	case *types.Pointer:
		if g, ok := types.Unalias(given).(*types.Pointer); ok {
			unify(w.Elem(), g.Elem(), args)
		}
	case *types.Slice:
		if g, ok := types.Unalias(given).(*types.Slice); ok {
			unify(w.Elem(), g.Elem(), args)
		}
	case *types.Named:
		g, ok := types.Unalias(given).(*types.Named)
		if !ok || g.Origin() != w.Origin() {
			return
		}
		for i := range min(w.TypeArgs().Len(), g.TypeArgs().Len()) {
			unify(w.TypeArgs().At(i), g.TypeArgs().At(i), args)
		}
	}
}

// houseHandlers finds functions that in-house code calls once per event: those
// given to a function that calls its function parameter from a handler or
// after a receive. It reports whether it found new ones.
func (p *pkg) houseHandlers() bool {
	found := false
	for _, fn := range p.funcs {
		e := p.eval(fn)
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(ssa.CallInstruction)
				if !ok {
					continue
				}
				cal := p.callee(e, c.Common())
				if cal.standing == dynamic && cal.obj == nil && p.takesIn(fn) {
					found = p.noteCallback(e, c) || found
				}
				if cal.standing == known && cal.sum != nil {
					for _, reg := range cal.sum.handlers() {
						args := callArgs(c.Common())
						if reg.Param >= len(args) {
							continue
						}
						h := p.funcOf(e, args[reg.Param])
						if h == nil {
							continue
						}
						if o := h.Origin(); o != nil {
							h = o
						}
						shift := 0
						if h.Signature.Recv() != nil {
							shift = 1
						}
						rt := &root{fn: h, msg: reg.Msg + shift, ctx: -1, at: in, house: true, ok: true}
						if i := reg.Msg + shift; i < len(h.Params) && p.index.Message(h.Params[i].Type()) != nil {
							rt.ok = reg.Traced // it is handed the message itself: extracting is its business
						}
						if reg.Ctx >= 0 {
							rt.ctx = reg.Ctx + shift
							if rt.ok { // if it is not the message's, the caller of the callback is at fault
								rt.holds = model.FromContext
							}
						}
						found = p.addRoot(rt) || found
					}
				}
			}
		}
	}
	return found
}

// takesIn reports whether events come in to the function, or to one that it is a literal of.
func (p *pkg) takesIn(fn *ssa.Function) bool {
	if r, ok := p.receives[fn]; ok {
		return r || p.roots[fn] != nil
	}
	found := fn.Parent() != nil && p.takesIn(fn.Parent())
	for _, q := range fn.Params {
		found = found || p.index.Message(q.Type()) != nil
	}
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if found {
				break
			}
			switch in := in.(type) {
			case *ssa.Call:
				for _, r := range p.rowsAt(e, in.Common()) {
					found = found || r.Role == model.Receive || r.Role == model.Element
				}
			case *ssa.UnOp:
				found = in.Op == token.ARROW && p.index.Message(elemOf(in)) != nil
			case *ssa.Select:
				for _, st := range in.States {
					if ch, ok := st.Chan.Type().Underlying().(*types.Chan); ok {
						found = found || p.index.Message(ch.Elem()) != nil
					}
				}
			}
		}
	}
	p.receives[fn] = found
	return found || p.roots[fn] != nil
}

// noteCallback records that a call of a function parameter (or of a field that
// a constructor fills from one) happens once per event.
func (p *pkg) noteCallback(e *evaluator, in ssa.CallInstruction) bool {
	c := in.Common()
	msg, ctx := -1, -1
	traced := false
	for i, a := range c.Args {
		if isContext(a.Type()) {
			if ctx < 0 {
				ctx = i
				traced = e.of(a).any(func(x Atom) bool { return x.Extracted || x.Kind == KUnknown })
			}
			continue
		}
		if msg < 0 && p.touches(e, a).any(func(x Atom) bool { return p.isMessage(x) }) {
			msg = i
		}
	}
	if msg < 0 {
		return false
	}
	owner, k := p.paramBehind(e, c.Value, 0)
	if owner == nil {
		return false
	}
	for _, r := range p.registers[owner] {
		if r.Param == k {
			return false
		}
	}
	p.registers[owner] = append(p.registers[owner], Registration{Param: k, Ctx: ctx, Msg: msg, Traced: traced})
	return true
}

// paramBehind returns the function and the index of its parameter that a function value is.
func (p *pkg) paramBehind(e *evaluator, v ssa.Value, depth int) (*ssa.Function, int) {
	if depth > 6 {
		return nil, 0
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		for i, q := range v.Parent().Params {
			if q == v {
				return v.Parent(), i
			}
		}
	case *ssa.FreeVar:
		if b, up := p.eval(v.Parent()).binding(v); b != nil {
			return p.paramBehind(up, b, depth+1)
		}
	case *ssa.ChangeType:
		return p.paramBehind(e, v.X, depth+1)
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return nil, 0
		}
		if cell, owner := e.cell(v.X); cell != nil {
			if st := owner.storesTo(cell); len(st) == 1 {
				return p.paramBehind(p.eval(st[0].Parent()), st[0].Val, depth+1)
			}
			return nil, 0
		}
		if ia, ok := v.X.(*ssa.IndexAddr); ok {
			return p.paramBehind(e, ia.X, depth+1) // one of the functions in a slice
		}
		if fa, ok := v.X.(*ssa.FieldAddr); ok {
			if f := fieldOf(fa.X.Type(), fa.Field); f != nil {
				if st := p.fields[f.Origin()]; len(st) == 1 {
					return p.paramBehind(p.eval(st[0].fn), st[0].val, depth+1)
				}
			}
		}
	}
	return nil, 0
}
