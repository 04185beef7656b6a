package eventflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/tracelint/tracelint/internal/model"
	"github.com/tracelint/tracelint/internal/words"
)

// Helpers try again a function that they are given: those of libraries, and
// functions of the program itself that do so.

// Attempts says that a function calls one of its function parameters again
// after an error.
type Attempts struct {
	Param int
	Told  Tri // whether the function itself tells the attempts apart
	By    int // 1 + the parameter that must be something that tries again, 0 if there is none
}

// packed writes attempts down in few bytes: few functions have any, but every
// package's facts would describe the type.
func packed(list []Attempts) string {
	var b []byte
	for _, a := range list {
		if a.Param < 64 && a.By < 64 {
			b = append(b, byte('0'+a.Param), byte('0'+a.Told), byte('0'+a.By))
		}
	}
	return string(b)
}

func unpacked(s string) []Attempts {
	var list []Attempts
	for ; len(s) >= 3; s = s[3:] {
		list = append(list, Attempts{int(s[0] - '0'), Tri(s[1] - '0'), int(s[2] - '0')})
	}
	return list
}

// findHelpers finds the functions that call a function they are given again after an error.
func (p *pkg) findHelpers() {
	for range 3 {
		found := false
		for _, fn := range p.funcs {
			if !p.takesFunction(fn) {
				continue
			}
			all := cycles(fn)
			for _, b := range fn.Blocks {
				for _, in := range b.Instrs {
					if c, ok := in.(*ssa.Call); ok {
						found = p.noteHelper(fn, all, c) || found
					}
				}
			}
		}
		if !found {
			return
		}
	}
}

// takesFunction reports whether fn, or a function it is a literal of, has a parameter that is a function.
func (p *pkg) takesFunction(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		for _, q := range fn.Params {
			if _, ok := q.Type().Underlying().(*types.Signature); ok {
				return true
			}
		}
	}
	return false
}

func (p *pkg) noteHelper(fn *ssa.Function, all []*cycle, c *ssa.Call) bool {
	note := func(v ssa.Value, told remains, by int) bool {
		owner, k := p.paramBehind(p.eval(fn), v, 0)
		if owner == nil || !encloses(owner, fn) {
			return false
		}
		for _, a := range p.helpers[owner] {
			if a.Param == k {
				return false
			}
		}
		p.helpers[owner] = append(p.helpers[owner], Attempts{k, tri(told), by})
		return true
	}
	if p.repeatsParameter(c) {
		if cy := smallest(all, c.Block()); cy != nil && p.triesAgain(cy, c) {
			return note(c.Common().Value, p.leftInCycle(cy, c), 0)
		}
		return false
	}
	found := false
	for _, h := range p.helperAt(fn, c) {
		found = note(h.callback, h.told, h.by) || found
	}
	return found
}

// helped is one function that a call of a helper tries again.
type helped struct {
	callback ssa.Value
	ctx      Val
	told     remains
	by       int // as in Attempts
}

// helperAt returns the functions that the call tries again.
func (p *pkg) helperAt(fn *ssa.Function, c *ssa.Call) []helped {
	e := p.eval(fn)
	var out []helped
	for _, r := range p.rowsAt(e, c.Common()) {
		if r.Role != model.Retry || r.Callback.At.IsZero() {
			continue
		}
		cb := arg(r.Callback.At, c.Common())
		if cb == nil {
			continue
		}
		h := helped{callback: cb}
		if ctx := arg(r.Ctx, c.Common()); ctx != nil {
			h.ctx = e.of(ctx).asContext().contexts()
		}
		if o := arg(r.Options, c.Common()); o != nil {
			h.told = p.leftByHooks(e, o, p.givenTo(e, cb), 0)
		}
		if v := arg(r.Client, c.Common()); v != nil {
			h.retriedBy(p, e, v)
		}
		out = append(out, h)
	}
	if len(out) > 0 || p.rowsAt(e, c.Common()) != nil {
		return out
	}
	cal := p.callee(e, c.Common())
	if cal.standing != known || cal.sum == nil {
		return nil
	}
	args := callArgs(c.Common())
	for _, a := range cal.sum.retries() {
		if a.Param >= len(args) {
			continue
		}
		h := helped{callback: args[a.Param], told: a.Told.remains()}
		for i, x := range args {
			if isContext(x.Type()) {
				h.ctx = h.ctx.union(e.of(x).asContext().contexts())
			} else if i != a.Param && (hasFunctions(x.Type(), 0) || p.ofHelper(x.Type())) {
				h.told = max(h.told, p.leftByHooks(e, x, p.givenTo(e, h.callback), 0))
			}
		}
		if a.By > 0 && a.By <= len(args) {
			h.retriedBy(p, e, args[a.By-1])
		}
		out = append(out, h)
	}
	return out
}

// retriedBy notes that v must be something that tries again, or a parameter, which callers know.
func (h *helped) retriedBy(p *pkg, e *evaluator, v ssa.Value) {
	if owner, k := p.paramBehind(e, v, 0); owner != nil && encloses(owner, e.fn) && p.givenTo(e, h.callback) {
		h.by = k + 1
	} else if !p.retriesAtAll(e, v, 0) {
		h.told = max(h.told, doubt)
	}
}

// ofHelper reports whether t is a type of a library that tries again, or a slice of such.
func (p *pkg) ofHelper(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && p.index.Helps(n.Obj().Pkg().Path())
}

// retryCall looks at a call of a helper.
func (p *pkg) retryCall(fn *ssa.Function, c *ssa.Call) {
	for _, h := range p.helperAt(fn, c) {
		cb := p.funcOf(p.eval(fn), h.callback)
		if cb == nil || cb.Blocks == nil || cb.Pkg != p.ssa {
			continue // a parameter: its callers are looked at; else nothing is known
		}
		if o := cb.Origin(); o != nil {
			cb = o
		}
		var best *Effect
		for _, eff := range p.effects(cb) {
			if eff.Kind == EPublish && !eff.empty {
				best = eff
				break
			}
			if eff.Kind == EWork && best == nil {
				if obj := p.effectObj(eff); obj == nil || !words.IsSettingUp(obj.Name()) {
					best = eff
				}
			}
		}
		if best == nil {
			continue
		}
		call := p.callAt(c)
		if call == nil {
			continue
		}
		r := &Retry{Pos: call.Pos(), End: call.Lparen, Call: best.in.Pos(), Name: best.Call, HandsOff: best.Kind == EPublish}
		if ci, ok := best.in.(*ssa.Call); ok {
			r.Name = p.calledName(ci, best)
		}
		if obj := p.calleeObj(c.Common()); obj != nil {
			r.Helper = callName(obj)
		}
		if !p.worthTelling(fn, c, best, r, best.Ctx.union(h.ctx), nil) {
			continue
		}
		told := max(h.told, p.leftBy(cb))
		for _, q := range cb.Params {
			if cb.Signature.Recv() != nil && q == cb.Params[0] {
				continue
			}
			if !isContext(q.Type()) && p.index.Message(q.Type()) == nil && len(*q.Referrers()) > 0 {
				told = something // the number of the attempt, or what knows it
			}
		}
		r.Told = tri(told)
		if r.Told == Maybe {
			p.unclear(r.Pos, "attempts-unknown", r.Name)
		}
		p.out.Retries = append(p.out.Retries, r)
	}
}

// retryAround looks at a method value that tries again whatever handler it is
// put around, as a router's middleware does. Who calls the handlers, and under
// which span, is not in sight.
func (p *pkg) retryAround(fn *ssa.Function, mc *ssa.MakeClosure) {
	if !isBound(mc) || len(mc.Bindings) == 0 {
		return
	}
	obj, _ := unwrapped(mc.Fn.(*ssa.Function)).Object().(*types.Func)
	if obj == nil {
		return
	}
	for _, row := range p.index.Rows(obj) {
		if row.Role != model.Retry || row.Options.Base != model.RecvOf {
			continue
		}
		r := &Retry{Pos: mc.Pos(), Name: "the handlers", Helper: callName(obj), Span: Maybe}
		r.Told = tri(p.leftByHooks(p.eval(fn), mc.Bindings[0], false, 0))
		if syntax := fn.Syntax(); syntax != nil {
			ast.Inspect(syntax, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Pos() == mc.Pos() {
					r.Pos, r.End = sel.Pos(), sel.End()
				}
				return true
			})
		}
		if r.Told == Maybe {
			p.unclear(r.Pos, "attempts-unknown", r.Name)
		}
		p.out.Retries = append(p.out.Retries, r)
	}
}

func (p *pkg) effectObj(eff *Effect) *types.Func {
	if ci, ok := eff.in.(ssa.CallInstruction); ok {
		return p.calleeObj(ci.Common())
	}
	return nil
}

// hasFunctions reports whether a value of t is or holds functions or options.
func hasFunctions(t types.Type, depth int) bool {
	if depth > 3 || contextLike(t) || isError(t) {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Slice:
		return hasFunctions(u.Elem(), depth+1)
	}
	return false
}

// leftByHooks returns what the functions that a value holds leave behind: those
// given as options, and to the calls that made the value.
func (p *pkg) leftByHooks(e *evaluator, v ssa.Value, open bool, depth int) remains {
	if depth > 8 {
		return doubt
	}
	if open && p.givenTo(e, v) && (hasFunctions(v.Type(), 0) || p.ofHelper(v.Type())) {
		return nothing // looked at where it is given
	}
	switch x := v.(type) {
	case *ssa.Const:
		return nothing
	case *ssa.MakeClosure, *ssa.Function:
		fn := p.funcOf(e, v)
		if fn == nil {
			return doubt
		}
		if fn.Blocks != nil && fn.Pkg == p.ssa {
			return p.leftBy(fn)
		}
		if words.Tells(fn.Name()) {
			return something
		}
		return doubt
	case *ssa.ChangeType:
		return p.leftByHooks(e, x.X, open, depth+1)
	case *ssa.ChangeInterface:
		return p.leftByHooks(e, x.X, open, depth+1)
	case *ssa.MakeInterface:
		return p.leftByHooks(e, x.X, open, depth+1)
	case *ssa.Slice:
		r := nothing
		for _, el := range elements(e, x) {
			r = max(r, p.leftByHooks(e, el, open, depth+1))
		}
		return r
	case *ssa.Call:
		if x.Common().Value != nil {
			if fn := p.funcOf(e, x.Common().Value); fn != nil && fn.Blocks != nil && fn.Pkg == p.ssa {
				return doubt // makes options of its own
			}
		}
		r := nothing
		for _, a := range callArgs(x.Common()) {
			if !contextLike(a.Type()) && (mayHook(a.Type()) || isMade(a)) {
				r = max(r, p.leftByHooks(e, a, open, depth+1))
			}
		}
		return r
	case *ssa.Extract:
		return p.leftByHooks(e, x.Tuple, open, depth+1)
	case *ssa.UnOp:
		if x.Op != token.MUL {
			return doubt
		}
		if cell, owner := e.cell(x.X); cell != nil {
			r := p.leftBySettings(owner, cell, open, depth)
			for _, st := range owner.storesTo(cell) {
				r = max(r, p.leftByHooks(p.eval(st.Parent()), st.Val, open, depth+1))
			}
			return r
		}
		if fa, ok := x.X.(*ssa.FieldAddr); ok {
			if f := fieldOf(fa.X.Type(), fa.Field); f != nil && f.Pkg() == p.types && !f.Exported() {
				if st := p.fields[f.Origin()]; len(st) > 0 {
					r := nothing
					for _, s := range st {
						r = max(r, p.leftByHooks(p.eval(s.fn), s.val, open, depth+1))
					}
					return r
				}
			}
		}
	case *ssa.Alloc:
		return p.leftBySettings(e, x, open, depth)
	}
	if b, ok := v.Type().Underlying().(*types.Basic); ok && b != nil {
		return nothing
	}
	return doubt
}

// leftBySettings returns what the functions and loggers that are put into the
// fields of a struct leave behind.
func (p *pkg) leftBySettings(e *evaluator, al *ssa.Alloc, open bool, depth int) remains {
	if _, ok := al.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct); !ok {
		return nothing
	}
	r := nothing
	for _, w := range e.follow(al).writes {
		switch t := w.val.Type(); {
		case w.path == "" || isNil(w.val):
		case hasFunctions(t, 0):
			r = max(r, p.leftByHooks(p.eval(w.in.Parent()), w.val, open, depth+1))
		case words.Tells(lastElem(w.path)):
			r = something // a logger
		case types.IsInterface(t) && !contextLike(t):
			r = max(r, doubt)
		}
	}
	return r
}

// mayHook reports whether a value of t given to a constructor may bring functions along.
func mayHook(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	return hasFunctions(t, 0) || types.IsInterface(t) && !isError(t)
}

// givenTo reports whether v is a parameter of the function that is evaluated, or of one around it.
func (p *pkg) givenTo(e *evaluator, v ssa.Value) bool {
	owner, _ := p.paramBehind(e, v, 0)
	return owner != nil && encloses(owner, e.fn)
}

// isMade reports whether a value comes from a call, as in a chain of a builder's methods.
func isMade(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Call, *ssa.Extract:
		return true
	}
	return false
}

// retriesAtAll reports whether a value whose type's name speaks of retrying
// went into what makes v: an executor may have other policies as well, or only those.
func (p *pkg) retriesAtAll(e *evaluator, v ssa.Value, depth int) bool {
	if depth > 8 || v == nil {
		return false
	}
	if n, ok := derefNamed(v.Type()); ok && strings.Contains(n, "Retry") {
		return true
	}
	switch x := v.(type) {
	case *ssa.Call:
		for _, a := range callArgs(x.Common()) {
			if p.retriesAtAll(e, a, depth+1) {
				return true
			}
		}
	case *ssa.ChangeType:
		return p.retriesAtAll(e, x.X, depth+1)
	case *ssa.ChangeInterface:
		return p.retriesAtAll(e, x.X, depth+1)
	case *ssa.MakeInterface:
		return p.retriesAtAll(e, x.X, depth+1)
	case *ssa.Slice:
		for _, el := range elements(e, x) {
			if p.retriesAtAll(e, el, depth+1) {
				return true
			}
		}
	case *ssa.UnOp:
		if cell, owner := e.cell(x.X); x.Op == token.MUL && cell != nil {
			for _, st := range owner.storesTo(cell) {
				if p.retriesAtAll(p.eval(st.Parent()), st.Val, depth+1) {
					return true
				}
			}
		}
	}
	return false
}

// retries returns the function parameters that the function calls again after an error.
func (b *behaviour) retries() []Attempts {
	if b.fact != nil {
		return unpacked(b.fact.Retries)
	}
	return b.p.helpers[b.fn]
}
