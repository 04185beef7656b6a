package eventflow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// standing says what is known of the code behind a call.
type standing uint8

const (
	dynamic standing = iota // a function value or an in-house interface method: anything
	inert                   // reaches no tracing API and no modelled client: hands on what it is given
	library                 // a modelled library's function: hands on what it is given
	foreign                 // may do anything with what it is given, and was not looked into
	known                   // has a summary
)

// callee is what a call resolves to.
type callee struct {
	obj      *types.Func   // the function or interface method; nil for function values
	fn       *ssa.Function // its body in this package, or nil
	rows     []*model.Row
	sum      *Summary
	standing standing
	sole     bool // sum is that of the only implementation known of an interface method
}

// callee resolves a call; the result is the same object for the same call.
func (p *pkg) callee(e *evaluator, c *ssa.CallCommon) *callee {
	if r := p.callees[c]; r != nil {
		return r
	}
	r := new(callee)
	p.callees[c] = r // before its summary is computed: recursion ends here
	switch {
	case c.IsInvoke():
		r.obj = c.Method
	default:
		r.fn = p.funcOf(e, c.Value)
		if r.fn != nil {
			if o := r.fn.Origin(); o != nil {
				r.fn = o
			}
			r.obj, _ = r.fn.Object().(*types.Func)
			if r.fn.Blocks == nil || r.fn.Pkg != p.ssa {
				r.fn = nil
			}
		}
	}
	if r.obj != nil {
		r.obj = r.obj.Origin()
		r.rows = p.rows(r.obj, c)
		if len(r.rows) > 0 {
			r.standing = library
			return r
		}
	}
	switch {
	case r.fn != nil:
		r.standing = known
		r.sum = &Summary{} // for recursion
		r.sum = p.summary(r.fn)
	case r.obj == nil:
		r.standing = dynamic
	default:
		r.standing, r.sum, r.sole = p.standingOf(r.obj, c)
	}
	return r
}

// funcOf returns the function that a function value certainly is, nil if it may be several.
func (p *pkg) funcOf(e *evaluator, v ssa.Value) *ssa.Function {
	for range 8 {
		switch x := v.(type) {
		case *ssa.Function:
			return unwrapped(x)
		case *ssa.MakeClosure:
			return unwrapped(x.Fn.(*ssa.Function))
		case *ssa.ChangeType:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.UnOp:
			if x.Op != token.MUL || e == nil {
				return nil
			}
			cell, owner := e.cell(x.X)
			if cell == nil {
				return nil
			}
			st := owner.storesTo(cell)
			if len(st) != 1 {
				return nil
			}
			v = st[0].Val
		case *ssa.FreeVar:
			if e == nil {
				return nil
			}
			b, up := p.eval(x.Parent()).binding(x)
			if b == nil {
				return nil
			}
			v, e = b, up
		default:
			return nil
		}
	}
	return nil
}

// unwrapped sees through the wrappers that go/ssa makes for method values.
func unwrapped(fn *ssa.Function) *ssa.Function {
	if fn.Synthetic == "" || fn.Object() == nil {
		return fn
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return fn
	}
	if f := fn.Prog.FuncValue(obj); f != nil {
		return f
	}
	return fn
}

// isBound reports whether v is a method value, whose receiver is bound already.
func isBound(v ssa.Value) bool {
	mc, ok := v.(*ssa.MakeClosure)
	return ok && strings.HasSuffix(mc.Fn.Name(), "$bound")
}

// rows returns the rows of a function, those of modelled interface methods that it implements included.
func (p *pkg) rows(obj *types.Func, c *ssa.CallCommon) []*model.Row {
	if rows := p.index.Rows(obj); rows != nil {
		return rows
	}
	recv := obj.Signature().Recv()
	if recv == nil || obj.Pkg() == nil {
		return nil
	}
	if obj.Pkg() == p.types {
		return nil // its body says more
	}
	if rows, ok := p.subtyped[obj]; ok {
		return rows
	}
	var out []*model.Row
	for path, imp := range p.modelled {
		for _, r := range p.index.Subtyped(path, obj.Name()) {
			tn, _ := imp.Scope().Lookup(r.On.Recv).(*types.TypeName)
			if tn == nil {
				continue
			}
			iface, ok := tn.Type().Underlying().(*types.Interface)
			if ok && iface.NumMethods() > 0 && (types.Implements(recv.Type(), iface) || types.Implements(types.NewPointer(recv.Type()), iface)) {
				out = append(out, r)
			}
		}
	}
	p.subtyped[obj] = out
	return out
}

// standingOf judges a function or interface method that has no body here.
func (p *pkg) standingOf(obj *types.Func, c *ssa.CallCommon) (standing, *Summary, bool) {
	path := ""
	if obj.Pkg() != nil {
		path = obj.Pkg().Path()
	}
	if path == "" { // error.Error and the like
		return inert, nil, false
	}
	if p.index.Opaque(path) {
		return foreign, nil, false
	}
	if sum := p.imported(obj); sum != nil {
		return known, sum, c.IsInvoke()
	}
	if p.index.Knows(path) && !stdPath(path) {
		return library, nil, false
	}
	reach := p.reachOf(obj.Pkg())
	if c.IsInvoke() {
		if sum := p.soleImplementation(obj); sum != nil {
			return known, sum, true
		}
		// An interface of a package below which nothing is modelled, used with
		// its own implementations or others': only what has been met in this
		// program's own packages may be implemented by code that traces.
		if (reach == nil || !reach.Tracing && !reach.Analysed) && !p.inHouse(path) {
			return inert, nil, false
		}
		return dynamic, nil, false
	}
	switch {
	case reach == nil:
		return inert, nil, false
	case !reach.Tracing && !reach.Analysed:
		return inert, nil, false // it may use a client, but has no trace data to add
	case reach.Analysed:
		return known, &Summary{}, false // its facts are complete: it does nothing of interest
	}
	return foreign, nil, false
}

// call is result number idx of a call.
func (p *pkg) call(e *evaluator, in ssa.Value, c *ssa.CallCommon, idx int) Val {
	t := resultType(in, c, idx)
	if t == nil || isError(t) {
		return nil
	}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		return p.builtin(e, b, c)
	}
	cal := p.callee(e, c)
	args := callArgs(c)
	for _, r := range cal.rows {
		if v, ok := p.rowResult(e, r, in, c, args, idx, t); ok {
			return v
		}
	}
	switch cal.standing {
	case known:
		if cal.sum.Results != nil || cal.fn != nil {
			var v Val
			if idx < len(cal.sum.Results) {
				v = cal.sum.Results[idx]
			}
			return p.prune(p.subst(e, v, args, in.Pos()), t)
		}
		// No fact: it hands on what it is given.
		return p.handedOn(e, args, t, in.Pos()).union(p.fromContext(e, cal, args, t))
	case inert, library:
		if len(args) == 1 && cal.obj != nil && cal.obj.Signature().Recv() != nil && p.index.Message(args[0].Type()) != nil {
			// An accessor of a message is one of its parts.
			return p.prune(e.part(args[0], cal.obj.Name()+"()"), t)
		}
		return p.inertResult(e, cal, c, args, t, in.Pos())
	case dynamic:
		if isContext(t) {
			return p.ctxOf(e, args).union(unknown("dynamic-call", in.Pos()).asContext())
		}
		return p.pruneGuess(unknown("dynamic-call", in.Pos()), t, cal, c)
	}
	return p.pruneGuess(unknown("foreign-call", in.Pos()), t, cal, c)
}

// pruneGuess drops the doubt about a result that cannot matter: a lone string
// of a function that is given no context and whose name speaks of no trace.
func (p *pkg) pruneGuess(v Val, t types.Type, cal *callee, c *ssa.CallCommon) Val {
	if isString(t) || isBytes(t) {
		name := ""
		if cal.obj != nil {
			name = cal.obj.Name()
		}
		if words.IsCausal(name) {
			return v
		}
		for _, a := range callArgs(c) {
			if contextLike(a.Type()) || !isScalar(a.Type()) && p.roomIn(a.Type()) != noRoom {
				return v
			}
		}
		return nil
	}
	return p.prune(v, t)
}

func resultType(in ssa.Value, c *ssa.CallCommon, idx int) types.Type {
	res := c.Signature().Results()
	if idx < res.Len() {
		return res.At(idx).Type()
	}
	if b, ok := c.Value.(*ssa.Builtin); ok && b != nil {
		return in.Type()
	}
	return nil
}

func (p *pkg) builtin(e *evaluator, b *ssa.Builtin, c *ssa.CallCommon) Val {
	switch b.Name() {
	case "append", "min", "max":
		var r Val
		for _, a := range c.Args {
			r = r.union(e.of(a))
		}
		return r
	}
	return nil
}

// ctxOf joins the contexts among the arguments.
func (p *pkg) ctxOf(e *evaluator, args []ssa.Value) Val {
	var r Val
	for _, a := range args {
		if contextLike(a.Type()) {
			r = r.union(e.of(a).asContext().contexts())
		}
	}
	return r
}

// fromContext is what a function nobody looked into may take out of a context
// it is given: an id, if its name or its result says so.
func (p *pkg) fromContext(e *evaluator, cal *callee, args []ssa.Value, t types.Type) Val {
	if cal.obj == nil || isContext(t) {
		return nil
	}
	if !words.IsCausal(cal.obj.Name()) && p.roomIn(t) != carrier && !(cal.obj.Pkg() != nil && words.IsCausal(cal.obj.Pkg().Name()) && (isString(t) || isBytes(t))) {
		return nil
	}
	return p.ctxOf(e, args).revealed(true)
}

// handedOn is the contents of all arguments: what a function without a summary of its own hands on.
func (p *pkg) handedOn(e *evaluator, args []ssa.Value, t types.Type, pos token.Pos) Val {
	if isContext(t) {
		r := p.ctxOf(e, args)
		if len(r) == 0 {
			return unknown("context-from-call", pos).asContext()
		}
		return r
	}
	var r Val
	for _, a := range args {
		if isContext(a.Type()) {
			continue
		}
		r = r.union(e.of(a).content())
	}
	return p.prune(r.weakened(), t)
}

func (p *pkg) inertResult(e *evaluator, cal *callee, c *ssa.CallCommon, args []ssa.Value, t types.Type, pos token.Pos) Val {
	if cal.obj != nil && cal.obj.Pkg() != nil && cal.obj.Pkg().Path() == "context" {
		switch cal.obj.Name() {
		case "Background", "TODO":
			return Val{{Kind: KFresh, Form: Ctx, pos: pos}}
		case "Value":
			return e.of(args[0]).asContext().contexts().revealed(true)
		}
	}
	if cal.standing == library && !isContext(t) {
		// A constructor or setter of the client: what it is given stays what it is.
		var v Val
		for _, a := range args {
			if !isContext(a.Type()) {
				v = v.union(e.of(a).content())
			}
		}
		return p.prune(v, t)
	}
	return p.handedOn(e, args, t, pos).union(p.fromContext(e, cal, args, t))
}

// arg returns the value at a place of a call, nil if there is none.
func arg(pl model.Place, c *ssa.CallCommon) ssa.Value {
	args := c.Args
	hasRecv := !c.IsInvoke() && c.Signature().Recv() != nil
	switch pl.Base {
	case model.RecvOf:
		if c.IsInvoke() {
			return c.Value
		}
		if isBound(c.Value) {
			return c.Value.(*ssa.MakeClosure).Bindings[0]
		}
		if hasRecv && len(args) > 0 {
			return args[0]
		}
	case model.ArgOf, model.ChanArg:
		i := pl.Index
		if hasRecv {
			i++
		}
		if i < len(args) {
			return args[i]
		}
	}
	return nil
}

// contextAt is the context at a place of a call.
func (p *pkg) contextAt(e *evaluator, pl model.Place, c *ssa.CallCommon) Val {
	v := arg(pl, c)
	if v == nil {
		return nil
	}
	return e.of(v).asContext().contexts()
}

// rowResult is result idx of a call of a modelled function; false if the row
// does not say and the default holds.
func (p *pkg) rowResult(e *evaluator, r *model.Row, in ssa.Value, c *ssa.CallCommon, args []ssa.Value, idx int, t types.Type) (Val, bool) {
	pos := in.Pos()
	isResult := r.Result.IsZero() && idx == 0 || r.Result.Base == model.ResultOf && r.Result.Index == idx
	switch r.Role {
	case model.Request:
		return Val{{Kind: KRequest, Form: Ctx, pos: pos}}, true
	case model.Detach:
		// Weak marks a context that does not end with its parent.
		return p.contextAt(e, r.Ctx, c).mapped(func(a Atom) Atom { a.Weak = true; return a }), true
	case model.Extract:
		if !isResult {
			if contextLike(t) {
				return p.extracted(e, r, c, pos), true
			}
			return p.extracted(e, r, c, pos), true
		}
		return p.extracted(e, r, c, pos), true
	case model.StartSpan:
		var ctx Val
		rooted := false
		if o := arg(r.Options, c); o != nil {
			_, rooted = p.startOptions(e, o)
		}
		if !rooted {
			ctx = p.contextAt(e, r.Ctx, c)
		}
		return ctx.add(Atom{Kind: KStarted, Form: Ctx, pos: pos}), true
	case model.SpanData:
		var v Val
		for _, a := range args {
			v = v.union(e.of(a))
		}
		if len(v) == 0 {
			return Val{{Kind: KCausal, Form: Data, pos: pos}}, true
		}
		return v.mapped(func(a Atom) Atom {
			if a.Form != Data {
				a.Form = Data
			}
			return a
		}), true
	case model.WithSpanData:
		v := p.contextAt(e, r.Ctx, c)
		if m := arg(r.Message, c); m != nil {
			for _, a := range e.of(m) {
				if a.Form == Data || a.Form == Plain {
					a.Extracted = a.Form == Plain || a.Extracted
					a.Form = Ctx
				}
				v = v.add(a)
			}
		}
		return v, true
	case model.ContextOf:
		m := arg(r.Message, c)
		if m == nil {
			return unknown("message-context", pos).asContext(), true
		}
		path := "Context()"
		if mt := p.index.Message(m.Type()); mt != nil && mt.Context != "" {
			path = mt.Context
		}
		return e.contents(m, path, nil).asContext().contexts(), true
	case model.Receive:
		if r.Message.Base == model.ResultOf && r.Message.Index == idx {
			return Val{{Kind: KMessage, pos: pos, val: in}}, true
		}
		return nil, true
	case model.Element:
		if r.Message.Base == model.ResultOf && r.Message.Index == idx {
			v := p.messages(e, args)
			if len(v) == 0 {
				v = Val{{Kind: KMessage, pos: pos, val: in}}
			}
			return v, true
		}
	case model.Wrap:
		v := p.handedOn(e, args, t, pos)
		if r.Options.IsZero() && r.Client.IsZero() || r.Reads != model.FromNothing && r.Options.IsZero() {
			v = v.add(Atom{Kind: KInstr, Reads: r.Reads, pos: pos})
		}
		return v, true
	case model.Construct:
		var v Val
		for _, a := range args {
			v = v.union(p.brings(e, a))
		}
		return v.add(Atom{Kind: KBuilt, pos: pos}), true
	case model.Link:
		if isResult {
			return Val{{Kind: KLink, pos: pos}}, true
		}
		return nil, true
	case model.NewRoot:
		return Val{{Kind: KNewRoot, pos: pos}}, true
	case model.Publish:
		// A future or reply that holds the message.
		if m := arg(r.Message, c); m != nil && pointerLike(t) {
			return p.prune(e.of(m).content(), t), true
		}
		return nil, true
	case model.Settle, model.Handle, model.Propagator, model.SetPropagator, model.Inject:
		if isContext(t) {
			return nil, false
		}
		return nil, true
	}
	return nil, false
}

// brings is what an option or part brings to the client that is built with it.
func (p *pkg) brings(e *evaluator, v ssa.Value) Val {
	var out Val
	for _, o := range elements(e, v) {
		for {
			if mi, ok := o.(*ssa.MakeInterface); ok {
				o = mi.X
			} else if ci, ok := o.(*ssa.ChangeInterface); ok {
				o = ci.X
			} else {
				break
			}
		}
		if isScalar(o.Type()) {
			continue
		}
		if c, ok := o.(*ssa.Call); ok {
			if cal := p.callee(e, c.Common()); cal.standing == library && len(cal.rows) == 0 {
				// An option of the library: its own parts count, its plain data does not.
				for _, a := range callArgs(c.Common()) {
					out = out.union(p.brings(e, a))
				}
				continue
			}
		}
		out = out.union(e.of(o).content().filter(func(a Atom) bool { return !(a.Form == Plain && a.Weak && a.Kind == KParam) }))
	}
	return out
}

// hook is what a function value brings to a client or configuration that it is
// given to: instrumentation, nothing, or the unknown.
func (p *pkg) hook(e *evaluator, v ssa.Value) Val {
	fn := p.funcOf(e, v)
	if fn == nil {
		return unknown("function-value", v.Pos())
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		obj = obj.Origin()
		for _, r := range p.rows(obj, nil) {
			if r.Role == model.Wrap {
				return Val{{Kind: KInstr, Reads: r.Reads, pos: v.Pos()}}
			}
		}
		if obj.Pkg() != p.types {
			switch st, sum, _ := p.standingOf(obj, &ssa.CallCommon{Value: fn}); {
			case st == foreign, st == dynamic:
				return unknown("function-value", v.Pos())
			case sum != nil && (writes(sum) || returnsHook(sum)):
				return unknown("function-value", v.Pos())
			}
			return nil
		}
	}
	if fn.Blocks == nil {
		return nil
	}
	if s := p.summary(fn); writes(s) || returnsHook(s) {
		return unknown("function-value", v.Pos())
	}
	return nil
}

// returnsHook reports whether the function returns one that may put trace data into what it is given.
func returnsHook(s *Summary) bool {
	for _, v := range s.Results {
		if v.any(func(a Atom) bool { return a.Kind == KInstr || a.Kind == KUnknown && a.Path == "function-value" }) {
			return true
		}
	}
	return false
}

// writes reports whether the function may put trace data into what it is given.
func writes(s *Summary) bool {
	for _, m := range s.Mutates {
		if m.Val.any(func(a Atom) bool {
			return a.Kind == KUnknown || a.Form == Data && a.Kind != KFresh || a.Form == Ctx && a.Extracted
		}) {
			return true
		}
	}
	return false
}

// messages returns the received messages among the arguments' contents.
func (p *pkg) messages(e *evaluator, args []ssa.Value) Val {
	var v Val
	for _, a := range args {
		v = v.union(e.of(a).filter(func(a Atom) bool { return a.Form == Plain && (a.Kind == KMessage || a.Kind == KParam) }))
	}
	return v
}

// extracted is the context that an Extract call returns.
func (p *pkg) extracted(e *evaluator, r *model.Row, c *ssa.CallCommon, pos token.Pos) Val {
	v := p.contextAt(e, r.Ctx, c)
	car := arg(r.Carrier, c)
	if car == nil {
		return v.union(unknown("carrier", pos).asContext())
	}
	content := p.reachable(e, car)
	n := 0
	for _, a := range content {
		if a.Form == Ctx && !(a.Kind == KMessage || a.Kind == KParam && a.Path != "") {
			continue
		}
		n++
		a.Form, a.Extracted, a.Weak, a.pos = Ctx, true, false, pos
		v = v.add(a)
	}
	if n == 0 {
		v = v.add(Atom{Kind: KUnknown, Form: Ctx, Extracted: true, Path: "carrier-contents", pos: pos})
	}
	return v
}

// reachable is the contents of a value and of what it holds.
func (p *pkg) reachable(e *evaluator, v ssa.Value) Val { return e.of(v) }

// returnsArg reports whether the result of a call may hold its argument i.
func (p *pkg) returnsArg(in ssa.CallInstruction, i int) bool {
	c := in.Common()
	cal := p.callee(p.eval(in.Parent()), c)
	for _, r := range cal.rows {
		switch r.Role {
		case model.Publish, model.Receive, model.Settle, model.SpanData, model.Handle:
			return false
		}
	}
	if cal.standing == known && cal.sum != nil && cal.sum.Results != nil {
		for _, v := range cal.sum.Results {
			if v.any(func(a Atom) bool { return a.Kind == KParam && a.Index == i && a.Form == Plain }) {
				return true
			}
		}
		return false
	}
	return true
}

// mutation is what a call writes into one of its arguments, as far as it lies
// at or around path in the object that was followed there.
func (p *pkg) mutation(e *evaluator, cu callUse, path string) Val {
	c := cu.in.Common()
	cal := p.callee(e, c)
	args := callArgs(c)
	pos := cu.in.Pos()
	for _, r := range cal.rows {
		switch r.Role {
		case model.Inject:
			if args[cu.arg] == arg(r.Carrier, c) {
				ctx := p.contextAt(e, r.Ctx, c)
				if len(ctx) == 0 {
					ctx = Val{{Kind: KUnknown, Form: Ctx, Path: "injected-context", pos: pos}}
				}
				return ctx.revealed(false)
			}
			return nil
		case model.Stamp:
			if args[cu.arg] == arg(r.Carrier, c) {
				v := p.contextAt(e, r.Ctx, c).revealed(true)
				if key, ok := keyGiven(c); !ok || words.IsCausal(key) {
					// An id under a name that says so, wherever it comes from.
					v = v.add(Atom{Kind: KCausal, Form: Data, Weak: true, pos: pos})
				}
				if m := arg(r.Message, c); m != nil {
					v = v.union(e.of(m).content())
				}
				return v
			}
			return nil
		case model.SetContext:
			return p.contextAt(e, r.Ctx, c)
		case model.Link:
			return Val{{Kind: KLink, pos: pos}}
		case model.Construct:
			if r.Result.Base == model.RecvOf && args[cu.arg] == arg(model.Recv(), c) {
				var v Val
				for i, a := range args {
					if i != cu.arg {
						v = v.union(p.brings(e, a))
					}
				}
				return v
			}
			return nil
		default:
			return nil
		}
	}
	switch cal.standing {
	case known:
		if cal.fn == nil && cal.sum.Results == nil && cal.sum.Mutates == nil && cal.sum.Effects == nil {
			return nil
		}
		var v Val
		for _, m := range cal.sum.Mutates {
			if m.Param == cu.arg && (cu.held || compatible(joinPath(cu.path, m.Path), path)) {
				v = v.union(p.subst(e, m.Val, args, pos))
			}
		}
		return v
	case inert, library:
		var v Val
		if cal.obj != nil && onlyReads(cal.obj.Name()) {
			return nil
		}
		for i, a := range args {
			if i == cu.arg || isContext(a.Type()) || !movable(a.Type()) {
				continue
			}
			if p.sharesRoot(e, a, args[cu.arg]) {
				continue
			}
			v = v.union(e.of(a).content().weakened())
		}
		return v
	}
	if cal.standing == dynamic && cal.obj != nil && !words.IsCausal(cal.obj.Name()) && !hasContext(args) {
		// A method of an interface that is given no context: it can only add
		// what its implementation knows itself.
		if onlyReads(cal.obj.Name()) {
			return nil
		}
	}
	reason := "dynamic-call"
	if cal.standing == foreign {
		reason = "foreign-call"
	}
	return unknown(reason, pos)
}

// keyGiven returns the constant key of a setter's call, and whether it has one
// that is constant or not: setters of one fixed id have none.
func keyGiven(c *ssa.CallCommon) (string, bool) {
	sig := c.Signature()
	if sig.Params().Len() < 2 || !isString(sig.Params().At(0).Type()) {
		return "", false
	}
	k := arg(model.Arg(0, ""), c)
	if cst, ok := k.(*ssa.Const); ok && cst.Value != nil {
		return strings.Trim(cst.Value.ExactString(), "\""), true
	}
	return "", true
}

// onlyReads reports whether a function of that name leaves what it is given as it is.
func onlyReads(name string) bool {
	ws := words.Split(name)
	if len(ws) == 0 {
		return false
	}
	switch strings.TrimRight(ws[0], "fwl") {
	case "log", "debug", "info", "warn", "warning", "error", "print", "fata", "panic", "get", "is", "has", "len", "string", "wait", "done", "close",
		"ack", "nack", "nak", "commit", "marsha", "format", "sprint", "new", "equa", "contains", "index", "compare", "err", "message", "name", "subject":
		return true
	}
	return false
}

func hasContext(args []ssa.Value) bool {
	for _, a := range args {
		if isContext(a.Type()) {
			return true
		}
	}
	return false
}

// movable reports whether a value of t could bring trace data along.
func movable(t types.Type) bool {
	if isString(t) {
		return true
	}
	return !isScalar(t)
}

func (p *pkg) sharesRoot(e *evaluator, a, b ssa.Value) bool { return a == b }

// subst rewrites origins given in terms of a callee's parameters into origins of the caller.
func (p *pkg) subst(e *evaluator, v Val, args []ssa.Value, pos token.Pos) Val {
	var out Val
	for _, a := range v {
		if a.Kind != KParam {
			if !a.pos.IsValid() || a.Kind != KFresh {
				a.pos = pos
			}
			a.val, a.fn = nil, nil
			out = out.add(a)
			continue
		}
		if a.Index >= len(args) {
			out = out.add(Atom{Kind: KUnknown, Form: a.Form, Path: "missing-argument", pos: pos})
			continue
		}
		x := args[a.Index]
		var given Val
		if a.Path == "" {
			given = e.of(x)
		} else {
			given = e.part(x, a.Path)
		}
		switch {
		case a.Form == Plain:
			for _, g := range given {
				if g.Form == Ctx {
					continue
				}
				g.Weak = g.Weak || a.Weak && g.Form == Plain
				out = out.add(g)
			}
		case a.Form == Ctx && a.Extracted:
			n := 0
			for _, g := range given {
				if g.Form == Ctx && g.Kind != KMessage {
					continue
				}
				n++
				g.Form, g.Extracted, g.Weak, g.pos = Ctx, true, false, pos
				out = out.add(g)
			}
			if n == 0 {
				out = out.add(Atom{Kind: KUnknown, Form: Ctx, Extracted: true, Path: "carrier-contents", pos: pos})
			}
		case a.Form == Ctx:
			out = out.union(given.asContext().contexts())
		default: // Data
			for _, g := range given {
				if g.Form == Ctx && isContextual(x.Type()) || g.Form != Ctx {
					g.Form = Data
					g.Weak = g.Weak || a.Weak
					out = out.add(g)
				}
			}
			if len(given) == 0 && !isContext(x.Type()) && !isScalar(x.Type()) {
				out = out.add(Atom{Kind: KUnknown, Form: Data, Path: "argument", pos: pos})
			}
		}
	}
	return out
}

func isContextual(t types.Type) bool { return true }
