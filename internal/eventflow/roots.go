package eventflow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
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
	hands Tri // whether the message brings a context along
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
							p.register(e, r, r.Callback, in, arg(r.Callback.At, c))
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
	for range 4 {
		if !p.houseHandlers() {
			break
		}
	}
	for range 4 {
		if !p.partHandlers() {
			break
		}
	}
	// What was found of effects before the handlers were known is out of date.
	p.callees, p.sums, p.effs = map[*ssa.CallCommon]*callee{}, map[*ssa.Function]*Summary{}, map[*ssa.Function][]*Effect{}
	p.evals, p.soles, p.causal, p.fieldVal = map[*ssa.Function]*evaluator{}, map[*types.Func]*Summary{}, map[causalKey]bool{}, map[*types.Var]Val{}
}

// partHandlers finds the functions of this package to which a handler or a
// receive loop hands the whole message: they handle it just as well. It
// reports whether it found new ones.
func (p *pkg) partHandlers() bool {
	found := false
	for _, fn := range p.funcs {
		if fn.Parent() != nil || p.roots[fn] != nil {
			continue
		}
		for i, q := range fn.Params {
			if mt := p.index.Message(q.Type()); mt == nil || !mt.Received {
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
				if !e.of(args[i]).any(func(a Atom) bool { return p.isMessage(a) }) {
					continue
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
	fn := p.funcOf(e, v)
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
	p.addRoot(rt)
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
		rt.mt = p.index.Message(rt.fn.Params[rt.msg].Type())
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
					iface, ok := it.Type().Underlying().(*types.Interface)
					if !ok || !types.Implements(types.NewPointer(named), iface) {
						continue
					}
					fn := p.ssa.Prog.FuncValue(m)
					if fn == nil || fn.Blocks == nil {
						continue
					}
					rt := &root{fn: fn, msg: -1, ctx: -1, holds: r.Callback.Holds, row: r, lib: p.libName(r)}
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
				if cal.standing == dynamic && cal.obj == nil {
					found = p.noteCallback(e, c) || found
				}
				if cal.standing == known && cal.sum != nil {
					for _, reg := range cal.sum.Handlers {
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
	if s := p.sums[owner]; s != nil {
		s.Handlers = p.registers[owner]
	}
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

// isMessage reports whether the atom is a received message or a part of one.
func (p *pkg) isMessage(a Atom) bool {
	if a.Kind == KMessage {
		return true
	}
	if a.Kind != KParam || a.fn == nil {
		return false
	}
	for fn := a.fn; fn != nil; fn = fn.Parent() {
		if r := p.roots[fn]; r != nil && fn == a.fn && r.msg == a.Index {
			return true
		}
	}
	if a.Index < len(a.fn.Params) {
		if mt := p.index.Message(a.fn.Params[a.Index].Type()); mt != nil && mt.Received && !mt.Sent {
			return true
		}
	}
	return false
}

// touches is every origin of what v is made of, plain business data included:
// it says what a value was computed from, not what it carries.
func (p *pkg) touches(e *evaluator, v ssa.Value) Val {
	seen := map[ssa.Value]bool{}
	var out Val
	n := 0
	var visit func(e *evaluator, v ssa.Value)
	visit = func(e *evaluator, v ssa.Value) {
		if v == nil || seen[v] || n > 400 {
			return
		}
		seen[v] = true
		n++
		out = out.union(e.of(v).filter(func(a Atom) bool { return a.Form != Ctx }))
		switch x := v.(type) {
		case *ssa.Alloc:
			for _, wr := range e.follow(x).writes {
				visit(p.eval(wr.in.Parent()), wr.val)
			}
			for _, cu := range e.follow(x).calls {
				for _, a := range callArgs(cu.in.Common()) {
					if a != v && !isContext(a.Type()) {
						visit(p.eval(cu.in.Parent()), a)
					}
				}
			}
		case *ssa.Parameter:
			out = out.union(e.base(x, ""))
		case *ssa.Call:
			for _, a := range callArgs(x.Common()) {
				if !isContext(a.Type()) {
					visit(e, a)
				}
			}
		case *ssa.FreeVar:
			if b, up := e.binding(x); b != nil {
				visit(up, b)
			}
		case *ssa.UnOp:
			if x.Op == token.ARROW {
				return
			}
			root, _ := e.place(x.X)
			visit(e, root)
		case *ssa.MakeMap:
		case ssa.Instruction:
			for _, op := range x.Operands(nil) {
				if *op != nil {
					if _, ok := (*op).(*ssa.Function); !ok {
						visit(e, *op)
					}
				}
			}
		}
	}
	visit(e, v)
	return out
}

// receivedFrom reports whether what comes out of the channel are events that others published.
func (p *pkg) receivedFrom(e *evaluator, ch ssa.Value, t types.Type) bool {
	mt := p.index.Message(t)
	if mt == nil || !mt.Received {
		return false
	}
	if p.channelRow(e, ch, 0) {
		return true
	}
	return mt != nil && !mt.Sent
}

// channelRow reports whether the channel is the result or argument of a modelled receive.
func (p *pkg) channelRow(e *evaluator, ch ssa.Value, depth int) bool {
	if depth > 6 || ch == nil {
		return false
	}
	fromCall := func(c *ssa.Call, idx int) bool {
		for _, r := range p.rowsAt(e, c.Common()) {
			if r.Role == model.Receive && r.Message.Base == model.GotFrom && r.Message.Index == idx {
				return true
			}
			if r.Role == model.Element && idx == 0 {
				return true
			}
		}
		return false
	}
	switch x := ch.(type) {
	case *ssa.Call:
		return fromCall(x, 0)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok {
			return fromCall(c, x.Index)
		}
	case *ssa.ChangeType:
		return p.channelRow(e, x.X, depth+1)
	case *ssa.Phi:
		for _, y := range x.Edges {
			if p.channelRow(e, y, depth+1) {
				return true
			}
		}
	case *ssa.FreeVar:
		if b, up := e.binding(x); b != nil {
			return p.channelRow(up, b, depth+1)
		}
	case *ssa.UnOp:
		if cell, owner := e.cell(x.X); cell != nil {
			for _, st := range owner.storesTo(cell) {
				if p.channelRow(p.eval(st.Parent()), st.Val, depth+1) {
					return true
				}
			}
		}
		if fa, ok := x.X.(*ssa.FieldAddr); ok {
			if f := fieldOf(fa.X.Type(), fa.Field); f != nil {
				for _, st := range p.fields[f.Origin()] {
					if p.channelRow(p.eval(st.fn), st.val, depth+1) {
						return true
					}
				}
			}
		}
	case *ssa.MakeChan:
		for _, in := range *x.Referrers() {
			if c, ok := in.(ssa.CallInstruction); ok {
				for _, r := range p.rowsAt(e, c.Common()) {
					if r.Role == model.Receive && r.Message.Base == model.ChanArg && arg(r.Message, c.Common()) == ch {
						return true
					}
				}
			}
		}
	case *ssa.Parameter:
		fn := x.Parent()
		for i, q := range fn.Params {
			if q != x {
				continue
			}
			for _, c := range p.callers[fn] {
				if args := c.Common().Args; i < len(args) && p.channelRow(p.eval(c.Parent()), args[i], depth+1) {
					return true
				}
			}
		}
	}
	return false
}

// origin is what could have been carried: the cause that is in scope where an event is handed off.
type origin struct {
	what string // for the message: "the context ctx", "the request r", "the message msg"
	pos  token.Pos
	ctx  *types.Var // a context variable that holds it, if there is one
	kind Kind
}

type causalKey struct {
	fn  *ssa.Function
	idx int
}

// originAt returns the cause that is in scope at an instruction, nil if there is none.
func (p *pkg) originAt(in ssa.Instruction) *origin {
	for fn := in.Parent(); fn != nil; fn = fn.Parent() {
		if r := p.roots[fn]; r != nil && r.msg >= 0 && r.msg < len(fn.Params) {
			q := fn.Params[r.msg]
			return &origin{what: "the message " + q.Name(), pos: q.Pos(), kind: KMessage}
		}
		for i, q := range fn.Params {
			if q.Name() == "" || q.Name() == "_" {
				continue
			}
			if isRequest(q.Type()) {
				return &origin{what: "the request " + q.Name(), pos: q.Pos(), kind: KRequest}
			}
			if mt := p.index.Message(q.Type()); mt != nil && mt.Received && !mt.Sent {
				return &origin{what: "the message " + q.Name(), pos: q.Pos(), kind: KMessage}
			}
			if contextLike(q.Type()) && p.causalParam(fn, i) {
				v, _ := q.Object().(*types.Var)
				return &origin{what: "the context " + q.Name(), pos: q.Pos(), ctx: v, kind: KParam}
			}
		}
		if o := p.startedOrReceived(fn, in); o != nil {
			return o
		}
	}
	return nil
}

func isRequest(t types.Type) bool {
	ptr, ok := t.(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(ptr.Elem()).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "net/http" && n.Obj().Name() == "Request"
}

// startedOrReceived looks for a span started, a request's context taken, or a
// message received before in in fn.
func (p *pkg) startedOrReceived(fn *ssa.Function, in ssa.Instruction) *origin {
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			switch x := x.(type) {
			case *ssa.Call:
				if x == in || in.Parent() == fn && !canReach(x, in) {
					continue
				}
				for _, r := range p.rowsAt(e, x.Common()) {
					switch r.Role {
					case model.StartSpan:
						return &origin{what: "the span started", pos: x.Pos(), kind: KStarted}
					case model.Receive:
						if r.Message.Base == model.ResultOf && (in.Parent() != fn || x.Block().Dominates(in.Block())) {
							return &origin{what: "the message received", pos: x.Pos(), kind: KMessage}
						}
					case model.Request:
						return &origin{what: "the request", pos: x.Pos(), kind: KRequest}
					}
				}
			case *ssa.UnOp:
				if x.Op == token.ARROW && p.index.Message(elemOf(x)) != nil && (in.Parent() != fn || x.Block().Dominates(in.Block())) && p.receivedFrom(e, x.X, elemOf(x)) {
					return &origin{what: "the message received", pos: x.Pos(), kind: KMessage}
				}
			}
		}
	}
	return nil
}

func elemOf(x *ssa.UnOp) types.Type {
	if t, ok := x.Type().(*types.Tuple); ok {
		return t.At(0).Type()
	}
	return x.Type()
}

// causalParam reports whether a context parameter may bring a cause along, as
// opposed to the life time of the process or of a loop.
func (p *pkg) causalParam(fn *ssa.Function, i int) bool {
	k := causalKey{fn, i}
	if r, ok := p.causal[k]; ok {
		return r
	}
	p.causal[k] = false // recursion: decided by the other callers
	r := p.isCausalParam(fn, i)
	p.causal[k] = r
	return r
}

func (p *pkg) isCausalParam(fn *ssa.Function, i int) bool {
	if rt := p.roots[fn]; rt != nil {
		return true
	}
	if p.lifetime(fn, fn.Params[i]) {
		return false
	}
	if fn.Parent() != nil {
		return true
	}
	obj, _ := fn.Object().(*types.Func)
	if obj == nil {
		return true
	}
	if p.taken[fn] || obj.Exported() && p.types.Name() != "main" {
		return true
	}
	cs := p.callers[fn]
	if len(cs) == 0 {
		return true // may implement an interface, or be called in ways nobody sees
	}
	for _, c := range cs {
		if p.isTest(c.Pos()) {
			continue
		}
		args := c.Common().Args
		if i >= len(args) {
			return true
		}
		v := p.eval(c.Parent()).of(args[i]).asContext().contexts()
		for _, a := range v {
			switch a.Kind {
			case KFresh, KGlobal:
			case KParam:
				if a.fn == nil || a.Path != "" || a.Extracted || p.causalParam(a.fn, a.Index) {
					return true
				}
			default:
				return true
			}
		}
		if len(v) == 0 {
			return true
		}
	}
	return false
}

// lifetime reports whether the function waits, in a loop, for the context to
// end: then it is the life time of the loop, not the cause of an event.
func (p *pkg) lifetime(fn *ssa.Function, ctx *ssa.Parameter) bool {
	var check func(f *ssa.Function) bool
	check = func(f *ssa.Function) bool {
		e := p.eval(f)
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.Call)
				if !ok || !c.Common().IsInvoke() {
					continue
				}
				m := c.Common().Method
				if m.Name() != "Done" && m.Name() != "Err" || !isContext(c.Common().Value.Type()) {
					continue
				}
				if !reaches(b, b, nil) && !(m.Name() == "Done" && waitsFor(c)) {
					continue
				}
				if e.of(c.Common().Value).any(func(a Atom) bool {
					return a.Kind == KParam && a.fn == fn && a.Path == "" && a.Index < len(fn.Params) && fn.Params[a.Index] == ctx
				}) {
					return true
				}
			}
		}
		for _, cl := range f.AnonFuncs {
			if check(cl) {
				return true
			}
		}
		return false
	}
	if check(fn) {
		return true
	}
	ws := words.Split(fn.Name())
	if len(ws) > 0 {
		switch ws[0] {
		case "run", "serve", "listen", "loop", "main", "watch", "poll":
			return len(ws) == 1 && fn.Signature.Params().Len() == 1
		}
	}
	return false
}

// waitsFor reports whether the channel is received from on its own, outside a select.
func waitsFor(c *ssa.Call) bool {
	for _, r := range *c.Referrers() {
		if u, ok := r.(*ssa.UnOp); ok && u.Op == token.ARROW {
			return true
		}
	}
	return false
}
