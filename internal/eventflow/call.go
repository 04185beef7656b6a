package eventflow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

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
		if res := cal.sum.results(); res != nil || cal.sum.body() {
			var v Val
			if idx < len(res) {
				v = res[idx]
			}
			return p.prune(p.subst(e, v, args, in.Pos()), t)
		}
		// No fact: it hands on what it is given.
		return p.handedOn(e, args, t, in.Pos()).union(p.fromContext(e, cal, args, t))
	case inert, library:
		if len(args) == 1 && cal.obj != nil && cal.obj.Signature().Recv() != nil && p.index.Message(args[0].Type()) != nil {
			if p.index.Message(t) != nil {
				// A copy, also as a message of another type, holds what the message holds; the context only if it says so.
				v := e.of(args[0])
				if !words.IsContainer(cal.obj.Name()) {
					v = v.content()
				}
				return v
			}
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
	if pk := cal.obj.Pkg(); pk != nil && cal.standing == inert && !stdPath(pk.Path()) && !p.inHouse(pk.Path()) && hasContext(args) {
		// Other people's code may keep anything in a context.
		return p.prune(unknown("third-party-context", cal.obj.Pos()), t)
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
		case "WithValue":
			v := p.ctxOf(e, args)
			if len(args) == 3 {
				id := words.IsCausal(nameOf(args[2]))
				for _, a := range e.of(args[2]).content() {
					if a.Form == Data || a.Form == Plain && (words.IsCausal(a.Path) || id && p.isMessage(a)) {
						a.Form, a.Extracted, a.Weak = Ctx, true, true // an id that ties what follows to its cause
						v = v.add(a)
					}
				}
			}
			return v
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

// nameOf returns the name of the field or method that a value was got from: what
// was decoded into a struct keeps no path of its own. It is "" if there is none.
func nameOf(v ssa.Value) string {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
			continue
		case *ssa.Convert:
			v = x.X
			continue
		case *ssa.UnOp:
			if fa, ok := x.X.(*ssa.FieldAddr); ok {
				if f := fieldOf(fa.X.Type(), fa.Field); f != nil {
					return f.Name()
				}
			}
		case *ssa.Field:
			if f := fieldOf(x.X.Type(), x.Field); f != nil {
				return f.Name()
			}
		}
		return ""
	}
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
	case model.Session:
		return Val{{Kind: KGlobal, Form: Ctx, pos: pos}}, true
	case model.Detach:
		// Weak marks a context that does not end with its parent.
		return p.contextAt(e, r.Ctx, c).mapped(func(a Atom) Atom { a.Weak = true; return a }), true
	case model.Extract:
		if r.Result.Base == model.RecvOf {
			return nil, true
		}
		v := p.extracted(e, r, c, pos)
		if !isContext(t) {
			return v.revealed(false), true // the span context alone
		}
		return v, true
	case model.StartSpan:
		parent, _ := p.parent(e, r, c)
		v := parent.add(Atom{Kind: KStarted, Form: Ctx, pos: pos})
		if !isContext(t) {
			return v.revealed(false), true // the span itself
		}
		return v, true
	case model.Parent:
		return p.parentGiven(e, r, c), true
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
		for _, a := range p.traceAt(e, r.Message, c) {
			a.Weak = true // a span ends no context
			v = v.add(a)
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
		v = v.union(p.hookMethods(e, r.Callback, c))
		if r.Reads != model.FromNothing {
			v = v.add(Atom{Kind: KInstr, Reads: r.Reads, pos: pos})
		}
		if r.MayRead != model.FromNothing && r.Callback.At.IsZero() {
			switch p.flag(e, arg(r.Options, c), r.Options.Path) {
			case Yes:
				v = v.add(Atom{Kind: KInstr, Reads: r.MayRead, pos: pos})
			case Maybe:
				v = v.union(unknown("option", pos))
			}
		}
		return v.add(Atom{Kind: KBuilt, pos: pos}), true
	case model.SetContext:
		if r.Message.Base != model.ResultOf || r.Message.Index != idx {
			return nil, false
		}
		var v Val
		for i, a := range args {
			if !isContext(a.Type()) && !(i == 0 && c.Signature().Recv() != nil) { // what makes messages is none
				v = v.union(e.of(a).content())
			}
		}
		return v.union(p.contextAt(e, r.Ctx, c)), true
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

// flag says whether the field at path of a configuration, or of what v points
// to, is set.
func (p *pkg) flag(e *evaluator, v ssa.Value, path string) Tri {
	switch x := v.(type) {
	case *ssa.Const:
		return No // no configuration at all
	case *ssa.UnOp:
		if x.Op == token.MUL {
			if _, ok := x.X.(*ssa.Alloc); ok {
				return p.flag(e, x.X, path)
			}
		}
	case *ssa.Alloc:
		w := e.follow(x)
		if w.over {
			return Maybe
		}
		set := No
		for _, wr := range w.writes {
			if wr.path != path {
				if wr.path == "" {
					return Maybe
				}
				continue
			}
			k, ok := wr.val.(*ssa.Const)
			switch {
			case !ok || k.Value == nil:
				return Maybe
			case constant.BoolVal(k.Value):
				set = Yes
			}
		}
		return set
	}
	return Maybe
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
	content := e.of(car)
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

// subst rewrites origins given in terms of a callee's parameters into origins of the caller.
func (p *pkg) subst(e *evaluator, v Val, args []ssa.Value, pos token.Pos) Val {
	return p.substAt(e, v, args, pos, nil)
}

// substClient does the same for the origins of a client: how an argument was
// built, as far as this package shows.
func (p *pkg) substClient(e *evaluator, v Val, args []ssa.Value, pos token.Pos) Val {
	var out Val
	var rest Val
	for _, a := range v {
		if a.Kind == KParam && a.Path == "" && a.Form == Plain && a.Index < len(args) {
			out = out.union(p.client(e, args[a.Index]))
		} else {
			rest = rest.put(a)
		}
	}
	return out.union(p.subst(e, rest, args, pos))
}

// substAt is subst as of instruction at: what is written into an argument later does not count.
func (p *pkg) substAt(e *evaluator, v Val, args []ssa.Value, pos token.Pos, at ssa.Instruction) Val {
	var out Val
	for _, a := range v {
		if a.Kind == KParam && a.fn != nil && encloses(a.fn, e.fn) {
			out = out.put(a) // a function literal's outer function is the caller, or around it
			continue
		}
		if a.Kind != KParam {
			if !a.pos.IsValid() || a.Kind != KFresh {
				a.pos = pos
			}
			a.val, a.fn = nil, nil
			out = out.put(a)
			continue
		}
		if a.Index >= len(args) {
			out = out.add(Atom{Kind: KUnknown, Form: a.Form, Path: "missing-argument", pos: pos})
			continue
		}
		x := args[a.Index]
		var given Val
		if a.Path == callPath {
			out = out.union(p.hooks(e, x))
			continue
		}
		switch {
		case a.Path == "" && at != nil && a.Form == Plain:
			given = p.contentsBefore(e, x, at)
		case a.Path == "":
			given = e.of(x)
		default:
			given = e.part(x, a.Path)
		}
		switch {
		case a.Form == Plain:
			for _, g := range given {
				if g.Form == Ctx {
					continue
				}
				g.Weak = g.Weak || a.Weak && g.Form == Plain
				out = out.put(g)
			}
		case a.Form == Ctx && a.Extracted:
			if e.nothing(x) {
				continue // no span context, and a carrier that holds none
			}
			n := 0
			for _, g := range given {
				if g.Form == Ctx && g.Kind != KMessage {
					continue
				}
				n++
				// A span that is handed on was not read from anything here.
				handed := g.Form == Data && g.Kind == KParam && !g.Weak
				g.Form, g.Extracted, g.Weak, g.pos = Ctx, g.Extracted || !handed, false, pos
				out = out.put(g)
			}
			if n == 0 {
				out = out.add(Atom{Kind: KUnknown, Form: Ctx, Extracted: true, Path: "carrier-contents", pos: pos})
			}
		case a.Form == Ctx:
			for _, g := range given.asContext().contexts() {
				g.Weak = g.Weak || a.Weak
				out = out.put(g)
			}
		default: // Data
			for _, g := range given {
				g.Form = Data
				g.Weak = g.Weak || a.Weak
				out = out.put(g)
			}
			if len(given) == 0 && !isContext(x.Type()) && !isScalar(x.Type()) {
				out = out.add(Atom{Kind: KUnknown, Form: Data, Path: "argument", pos: pos})
			}
		}
	}
	return out
}
