package eventflow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

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
		if isScalar(o.Type()) || holdsText(o.Type()) {
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

// callPath is the path of what a function parameter writes when it is called.
const callPath = "()"

// hooks is what the functions that a caller passes write into what they are given.
func (p *pkg) hooks(e *evaluator, v ssa.Value) Val {
	if c, ok := v.(*ssa.Const); ok && c.IsNil() {
		return nil
	}
	var out Val
	for _, f := range elements(e, v) {
		if c, ok := f.(*ssa.Call); ok {
			// A function that returns an option: its result is the hook.
			if cal := p.callee(e, c.Common()); cal.fn != nil || cal.standing == known {
				if returnsHook(cal.sum) {
					out = out.union(unknown("function-value", v.Pos()))
				}
				continue
			}
		}
		out = out.union(e.of(f).filter(func(a Atom) bool { return a.Kind == KUnknown || a.Kind == KInstr || a.Kind == KParam }))
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
	if s := p.behaviour(fn); writes(s) || returnsHook(s) || p.takesOut(fn, 0) {
		return unknown("function-value", v.Pos())
	}
	return nil
}

// hookMethods is what the methods bring that a client which is built calls for
// each message: those of this program's own types, since those of a library
// have rows.
func (p *pkg) hookMethods(e *evaluator, cb model.Callback, c *ssa.CallCommon) Val {
	at := arg(cb.At, c)
	if cb.Method == "" || at == nil {
		return nil
	}
	var out Val
	values, ok := p.valuesAt(e, at, cb.At.Path)
	if !ok {
		out = unknown("function-value", c.Pos())
	}
	for _, v := range values {
		for _, h := range elements(e, v) {
			fn := p.methodOf(h, cb.Method)
			if fn == nil {
				if p.unseen(e, h) {
					out = out.union(unknown("function-value", c.Pos()))
				}
				continue
			}
			if obj, ok := fn.Object().(*types.Func); ok && obj.Pkg() != nil && p.index.Stands(obj.Pkg().Path()) {
				continue
			}
			out = out.union(p.hook(e, fn))
			if fn.Blocks != nil && p.tells(fn) {
				out = out.union(unknown("function-value", c.Pos()))
			}
		}
	}
	return out
}

// unseen reports whether v is a value, or a list, of some interface's type that
// comes from where nothing tells what it is.
func (p *pkg) unseen(e *evaluator, v ssa.Value) bool {
	for {
		switch x := v.(type) {
		case *ssa.ChangeInterface:
			v = x.X
			continue
		case *ssa.Extract:
			v = x.Tuple
			continue
		}
		break
	}
	switch x := v.(type) {
	case *ssa.MakeInterface, *ssa.Const:
		return false // a type without the method, or nothing
	case *ssa.Call:
		return p.callee(e, x.Common()).standing != library
	}
	t := v.Type()
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	return types.IsInterface(t) && len(p.brings(e, v)) == 0
}

// valuesAt returns what is written at path of a configuration, the configuration
// itself if there is no path, and whether that is all there may be.
func (p *pkg) valuesAt(e *evaluator, v ssa.Value, path string) ([]ssa.Value, bool) {
	if path == "" {
		return []ssa.Value{v}, true
	}
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		v = u.X
	}
	al, ok := v.(*ssa.Alloc)
	if !ok {
		return nil, false
	}
	w := e.follow(al)
	var out []ssa.Value
	all := !w.over
	for _, wr := range w.writes {
		switch wr.path {
		case path:
			out = append(out, wr.val)
		case "":
			all = false
		}
	}
	return out, all
}

// tells reports whether what the function returns may hold trace data that it
// read off a context.
func (p *pkg) tells(fn *ssa.Function) bool {
	for _, v := range p.behaviour(fn).results() {
		if v.any(func(a Atom) bool { return a.Kind == KUnknown || a.Form == Data && !a.Weak && a.Kind != KFresh }) {
			return true
		}
	}
	return false
}

// takesOut reports whether the function, or one of this package that it calls,
// restores a context from what it is given, to hand it on: it is a middleware
// for what comes in.
func (p *pkg) takesOut(fn *ssa.Function, depth int) bool {
	e := p.eval(fn)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			for _, r := range p.rowsAt(e, c.Common()) {
				if r.Role == model.Extract {
					return true
				}
			}
			cal := p.callee(e, c.Common())
			if cal.fn != nil && cal.fn.Blocks != nil && depth < 3 && p.takesOut(cal.fn, depth+1) {
				return true
			}
			if cal.standing != known || cal.sum == nil {
				continue
			}
			for _, v := range cal.sum.results() {
				if v.any(func(a Atom) bool { return a.Form == Ctx && a.Extracted }) {
					return true
				}
			}
		}
	}
	return false
}

// returnsHook reports whether the function returns one that may put trace data into what it is given.
func returnsHook(s *behaviour) bool {
	for _, v := range s.results() {
		if v.any(func(a Atom) bool { return a.Kind == KInstr || a.Kind == KUnknown && a.Path == "function-value" }) {
			return true
		}
	}
	return false
}

// writes reports whether the function may put trace data into what it is given.
func writes(s *behaviour) bool {
	for _, m := range s.allMutations() {
		if m.Val.any(func(a Atom) bool {
			return a.Kind == KUnknown || a.Form == Data && a.Kind != KFresh || a.Form == Ctx && a.Extracted
		}) {
			return true
		}
	}
	return false
}

// fillsBody reports whether the row writes into the body of a message, so that
// what it writes is no header, whatever else it is given.
func (p *pkg) fillsBody(r *model.Row, c *ssa.CallCommon) bool {
	v := arg(r.Carrier, c)
	if v == nil || r.Carrier.Path == "" {
		return false
	}
	mt := p.index.Message(v.Type())
	return mt != nil && r.Carrier.Path == mt.Body && mt.Body != mt.Carrier
}

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
	if cal.standing == known && cal.sum.results() != nil {
		for _, v := range cal.sum.results() {
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
				ctx := p.contextAt(e, r.Ctx, c).union(p.traceAt(e, r.Message, c))
				if len(ctx) == 0 {
					ctx = Val{{Kind: KUnknown, Form: Ctx, Path: "injected-context", pos: pos}}
				}
				return ctx.revealed(false)
			}
			return nil
		case model.Stamp:
			if args[cu.arg] == arg(r.Carrier, c) {
				v := p.contextAt(e, r.Ctx, c).revealed(true)
				if key, ok := keyGiven(c); !p.fillsBody(r, c) && (!ok || words.IsCausal(key)) {
					// An id under a name that says so, wherever it comes from.
					v = v.add(Atom{Kind: KCausal, Form: Data, Weak: true, pos: pos})
				}
				if m := arg(r.Message, c); m != nil {
					v = v.union(e.of(m).content())
				}
				return v
			}
			return nil
		case model.Extract:
			if r.Result.Base == model.RecvOf && args[cu.arg] == arg(model.Recv(), c) {
				return p.extracted(e, r, c, pos).revealed(false)
			}
			return nil
		case model.SetContext:
			return p.contextAt(e, r.Ctx, c)
		case model.Link:
			return Val{{Kind: KLink, pos: pos}}
		case model.Wrap:
			if r.Result.Base == model.ArgOf && args[cu.arg] == arg(r.Result, c) {
				return Val{{Kind: KInstr, Reads: r.Reads, pos: pos}}
			}
			return nil
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
		var v Val
		for _, m := range cal.sum.mutates(cu.arg) {
			if cu.held || compatible(joinPath(cu.path, m.Path), path) {
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
			if a == args[cu.arg] {
				continue
			}
			v = v.union(e.of(a).content().weakened())
		}
		return v
	}
	if cal.standing == dynamic && cal.obj == nil {
		if fn, k := p.paramBehind(e, c.Value, 0); fn != nil && encloses(fn, e.fn) {
			return Val{{Kind: KParam, Index: k, Path: callPath, fn: fn, pos: pos}} // decided by who passes the function
		}
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
